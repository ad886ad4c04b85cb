package io.breakwater.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.breakwater.vm.ContextStatus;
import java.util.Locale;

/**
 * Which VMs are meant; every part that is given has to match, and one has to be given.
 *
 * @param status the context's status; null for any
 * @param vcenterHost exactly this vCenter; null for any
 * @param nameContains a part of the VM's name, in either case; null for any
 */
public record VmFilter(ContextStatus status, String vcenterHost, String nameContains) {

  /** Whether it asks for nothing, and so would mean every VM there is. */
  @JsonIgnore
  boolean isOpen() {
    return status == null && isBlank(vcenterHost) && isBlank(nameContains);
  }

  /** Whether this VM is meant. */
  public boolean matches(Candidate vm) {
    return (status == null || status == vm.status())
        && (isBlank(vcenterHost) || vcenterHost.equals(vm.vcenterHost()))
        && (isBlank(nameContains) || lower(vm.vmName()).contains(lower(nameContains)));
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
