package io.breakwater.activities.source;

import io.breakwater.activities.observation.UnknownContext;
import io.breakwater.activities.vma.PowerReading;
import io.breakwater.activities.vma.SourceMachine;
import io.breakwater.activities.vma.Vma;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.credential.Credentials;
import io.breakwater.vm.ContextId;

/**
 * The source VMs behind the contexts, each with the login to its own vCenter. Everything is asked
 * anew: credentials may be changed while a worker runs. Thread-safe.
 */
public final class SourceSite {
  private final Contexts contexts;
  private final Credentials credentials;
  private final Vma vma;

  public SourceSite(Contexts contexts, Credentials credentials, Vma vma) {
    this.contexts = contexts;
    this.credentials = credentials;
    this.vma = vma;
  }

  /**
   * The VM that a context protects.
   *
   * @throws UnknownContext when there is no such context
   * @throws io.breakwater.inventory.credential.CredentialsUnavailable when there is no login to its
   *     vCenter that can be used
   */
  public SourceMachine machine(ContextId context) {
    ContextRow row = row(context);
    return new SourceMachine(row.vmName(), row.vmwareVmId(), credentials.of(context));
  }

  /**
   * The power state of the context's VM, read now.
   *
   * @throws io.breakwater.activities.vma.VmaException when the VMA does not answer properly
   */
  public PowerReading power(ContextId context) {
    return vma.powerState(machine(context));
  }

  ContextRow row(ContextId context) {
    return contexts.find(context).orElseThrow(() -> new UnknownContext(context));
  }

  Vma vma() {
    return vma;
  }
}
