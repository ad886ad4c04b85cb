package io.breakwater.inventory.site;

import io.breakwater.inventory.NotYet;
import io.breakwater.vm.ContextId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Where destinations are made and on which networks; read fresh every time. Thread-safe. */
public final class Sites {
  public Sites(Jdbi jdbi) {}

  /**
   * The active CloudStack configuration.
   *
   * @throws SiteNotConfigured when there is none, or it lacks URL, keys or appliance
   */
  public Site active() {
    return NotYet.written();
  }

  /**
   * The VM's network mappings: those of its context, else those the old system stored under the
   * VM's name when no other context bears that name.
   */
  public List<NetworkMappingRow> mappings(ContextId context) {
    return NotYet.written();
  }
}
