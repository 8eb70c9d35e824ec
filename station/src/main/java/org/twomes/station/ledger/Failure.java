package org.twomes.station.ledger;

import org.jdbi.v3.core.mapper.PropagateNull;

/**
 * Why an attempt ended early.
 *
 * @param stage the state it was on the way to
 * @param code failure code, from the pipeline's closed set
 * @param detail one sentence with the particulars; holds no token
 * @param retryable whether running it again may help without anybody's action
 */
public record Failure(UnitState stage, @PropagateNull String code, String detail, boolean retryable) {}
