/**
 * ESP-IDF's key-value store in flash (NVS, format version 2): a partition from typed values or from Espressif's CSV, and a reader
 * that checks every byte of one. Pure: it knows no board and no bundle. Facts: ESP-IDF, "Non-Volatile Storage Library", and
 * {@code nvs_partition_gen.py} of esp-idf-nvs-partition-gen, with which what is written agrees byte for byte.
 */
@NullMarked
package org.twomes.station.nvs;

import org.jspecify.annotations.NullMarked;
