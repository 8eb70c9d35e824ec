/**
 * Sentences and remedies of faults, each in English and in the station's language. This file is for English; the station
 * makes another from its own messages where station.language has it speak another language. A word in braces is a fact.
 */
export const FAULTS = Object.freeze([]);
