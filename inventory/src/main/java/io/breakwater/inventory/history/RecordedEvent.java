package io.breakwater.inventory.history;

import java.time.Instant;

/**
 * Something that happened in an operation.
 *
 * @param level DEBUG, INFO, WARN or ERROR
 * @param step the id of the step it is about; null when it is about none
 * @param actor who did it; null for the operation itself
 */
public record RecordedEvent(Instant at, String level, String text, String step, String actor) {}
