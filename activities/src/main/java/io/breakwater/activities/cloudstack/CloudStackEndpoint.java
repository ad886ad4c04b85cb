package io.breakwater.activities.cloudstack;

import java.net.URI;

/** Where a CloudStack is and as whom to call it. The keys never show in text. */
public record CloudStackEndpoint(URI url, String apiKey, String secretKey) {
  @Override
  public String toString() {
    return "CloudStackEndpoint[" + url + "]";
  }
}
