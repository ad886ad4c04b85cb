package io.breakwater.activities.cloudstack;

/**
 * A template.
 *
 * @param sizeBytes its virtual size
 */
public record CsTemplate(String id, String name, long sizeBytes, boolean ready) {}
