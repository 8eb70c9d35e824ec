package org.twomes.station.config;

/**
 * What is written into the bootloader's image header, as esptool's flash_mode, flash_freq and flash_size.
 *
 * @param mode {@code dio}, {@code dout}, {@code qio}, {@code qout} or {@code keep}
 * @param frequency {@code 80m}, {@code 40m}, {@code 26m}, {@code 20m} or {@code keep}
 * @param size {@code detect}, {@code keep}, or {@code 1MB} to {@code 16MB}
 */
public record FlashSection(String mode, String frequency, String size) {}
