package io.breakwater.inventory.credential;

import java.util.Objects;

/**
 * The login to one vCenter. Must not go into a workflow's history, a log or an error.
 *
 * @param datacenter as stored with the login; may be empty
 */
public record VCenterCredentials(String host, String username, String password, String datacenter) {
  public VCenterCredentials {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(datacenter, "datacenter");
  }

  @Override
  public String toString() {
    return "VCenterCredentials[host="
        + host
        + ", username="
        + username
        + ", datacenter="
        + datacenter
        + "]";
  }
}
