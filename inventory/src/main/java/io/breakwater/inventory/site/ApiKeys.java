package io.breakwater.inventory.site;

/** CloudStack credentials; never shown. */
public record ApiKeys(String apiKey, String secretKey) {
  @Override
  public String toString() {
    return "ApiKeys[hidden]";
  }
}
