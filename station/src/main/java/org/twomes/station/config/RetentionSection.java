package org.twomes.station.config;

import java.time.Duration;

/**
 * How long things are kept.
 *
 * @param tokens activation tokens in the ledger, counted from the label
 * @param sheets label PDFs, counted from the flush
 * @param bootLogs boot logs and failure logs
 * @param audit entries of the audit log
 */
public record RetentionSection(Duration tokens, Duration sheets, Duration bootLogs, Duration audit) {}
