package io.breakwater.activities.cloudstack;

/** A zone. */
public record CsZone(String id, String name) {}
