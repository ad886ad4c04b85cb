package io.breakwater.activities.vma;

import io.breakwater.inventory.credential.VCenterCredentials;
import java.util.Objects;

/**
 * The VM that a context protects.
 *
 * @param name for people
 * @param vmwareId the UUID by which the VMA addresses it
 * @param login to its own vCenter
 */
public record SourceMachine(String name, String vmwareId, VCenterCredentials login) {
  public SourceMachine {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(login, "login");
    if (vmwareId == null || vmwareId.isBlank()) {
      throw new IllegalArgumentException("source " + name + " has no VMware id");
    }
  }

  /** For people: name, id and vCenter. */
  public String describe() {
    return "source " + name + " (" + vmwareId + " in " + login.host() + ")";
  }
}
