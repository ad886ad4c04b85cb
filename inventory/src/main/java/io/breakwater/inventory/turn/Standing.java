package io.breakwater.inventory.turn;

/**
 * Where a turn that was asked for stands.
 *
 * @param granted whether it is granted, and whoever has it is alive
 * @param waits whether it was not granted; one that was granted and ran out neither waits nor has
 *     it
 * @param outstanding how many turns are granted on the appliance
 * @param before how many of those that wait come first
 * @param presentBefore how many of these have somebody at hand who would take the turn now
 */
public record Standing(
    boolean granted, boolean waits, int outstanding, int before, int presentBefore) {
  boolean isNext(int limit) {
    return outstanding + presentBefore < limit;
  }
}
