package io.breakwater.inventory.site;

/** The database holds no usable active row of {@code ossea_configs}. */
public class SiteNotConfigured extends RuntimeException {
  public SiteNotConfigured(String message) {
    super(message);
  }
}
