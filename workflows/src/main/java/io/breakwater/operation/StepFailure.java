package io.breakwater.operation;

/**
 * A step that is out of budget or failed for good.
 *
 * @param type the failure's stable type, such as {@code CloudStackError:431}
 */
public record StepFailure(
    int round, String stepId, String stepName, String title, String type, String message) {}
