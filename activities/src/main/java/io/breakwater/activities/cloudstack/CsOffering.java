package io.breakwater.activities.cloudstack;

/**
 * A service offering.
 *
 * @param customized whether a deploy has to say cpuNumber, cpuSpeed and memory
 */
public record CsOffering(String id, String name, boolean customized) {}
