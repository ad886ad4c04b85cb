package io.breakwater.inventory.site;

/**
 * Several rows of {@code ossea_configs} are active and nothing tells which of them is meant; stays
 * so until a person changes the rows.
 */
public class SiteAmbiguous extends SiteNotConfigured {
  public SiteAmbiguous(String message) {
    super(message);
  }
}
