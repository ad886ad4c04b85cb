package io.breakwater.inventory.turn;

import io.breakwater.vm.OperationId;

/**
 * A step that waits for its turn.
 *
 * @param number how many wait for the same appliance before it, and itself
 */
public record Place(OperationId operation, int round, String step, int number) {}
