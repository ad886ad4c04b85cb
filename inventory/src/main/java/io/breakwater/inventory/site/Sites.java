package io.breakwater.inventory.site;

import static io.breakwater.inventory.Comparison.same;

import io.breakwater.inventory.Transactions;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Where destinations are made and on which networks; read fresh every time. Thread-safe.
 *
 * <p>Each active row of {@code ossea_configs} is an appliance with its CloudStack. While there is
 * one, it is that of every VM, whatever row a VM names; where there are several, a VM belongs to
 * the one that it names.
 */
public final class Sites {
  private static final String API_PATH = "/client/api";

  private static final String ACTIVE =
      "SELECT * FROM ossea_configs WHERE is_active = 1 ORDER BY id";

  /** The row that the context names and those that its volumes name. */
  private static final String NAMED =
      "SELECT ossea_config_id FROM vm_replication_contexts"
          + " WHERE context_id = :context AND ossea_config_id IS NOT NULL"
          + " UNION SELECT ossea_config_id FROM ossea_volumes"
          + " WHERE vm_context_id = :context AND ossea_config_id IS NOT NULL";

  private static final String BY_CONTEXT =
      "SELECT * FROM network_mappings WHERE vm_context_id = :context ORDER BY id";

  /** A name that two vCenters share does not say whose mapping it is; a VMware id does. */
  private static final String BY_NAME =
      "SELECT m.* FROM vm_replication_contexts c JOIN network_mappings m"
          + " ON m.vm_context_id IS NULL AND ("
          + same("m.vm_id", "c.vmware_vm_id")
          + " OR "
          + same("m.vmware_vm_id", "c.vmware_vm_id")
          + " OR ("
          + same("m.vm_id", "c.vm_name")
          + " AND COALESCE(m.vmware_vm_id, '') = '' AND NOT EXISTS"
          + " (SELECT 1 FROM vm_replication_contexts o"
          + " WHERE o.vm_name = c.vm_name AND o.context_id <> c.context_id)))"
          + " WHERE c.context_id = :context ORDER BY m.id";

  private final Transactions transactions;

  public Sites(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /**
   * The only active row.
   *
   * @throws SiteNotConfigured when there is none, or it lacks URL, keys or appliance
   * @throws SiteAmbiguous when there are several
   */
  public Site active() {
    return transactions.in(
        handle -> {
          List<Row> rows = rows(handle);
          if (rows.size() > 1) {
            throw new SiteAmbiguous(
                "tell which appliance is meant: ossea_configs has the active rows "
                    + Row.texts(rows)
                    + "; name one of them");
          }
          return first(rows).site();
        });
  }

  /** Whether more than one row is active, so that it matters which of them a VM names. */
  public boolean areSeveral() {
    return transactions.in(handle -> rows(handle).size() > 1);
  }

  /**
   * Every active row, oldest first.
   *
   * @throws SiteNotConfigured when there is none, or one lacks URL, keys or appliance
   */
  public List<Site> all() {
    return transactions.in(
        handle -> {
          List<Row> rows = rows(handle);
          first(rows);
          return rows.stream().map(Row::site).toList();
        });
  }

  /**
   * The row that a VM belongs to: the only active one, else that which its context and its volumes
   * name.
   *
   * @throws SiteNotConfigured when there is none, or it lacks URL, keys or appliance
   * @throws SiteAmbiguous when several are active and the VM names none of them, or more than one
   */
  public Site of(ContextId context) {
    return transactions.in(
        handle -> {
          List<Row> rows = rows(handle);
          return rows.size() > 1 ? named(handle, context, rows).site() : first(rows).site();
        });
  }

  /**
   * The row that a VM belongs to where several are active; empty where it goes without saying.
   *
   * @throws SiteNotConfigured as {@link #of(ContextId)} does
   */
  public Optional<Site> amongSeveral(ContextId context) {
    return areSeveral() ? Optional.of(of(context)) : Optional.empty();
  }

  /**
   * The row of an appliance; the oldest where several rows name it.
   *
   * @throws SiteNotConfigured when no active row names it, or that row lacks something
   */
  public Site of(MachineId appliance) {
    return transactions.in(
        handle -> {
          List<Row> rows = rows(handle);
          return rows.stream()
              .filter(row -> row.appliance().equals(appliance.value()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new SiteNotConfigured(
                          "read the configuration of appliance "
                              + appliance
                              + ": no active row of ossea_configs names it in oma_vm_id; there are "
                              + Row.texts(rows)))
              .site();
        });
  }

  private static List<Row> rows(Handle handle) {
    return handle.createQuery(ACTIVE).map((row, view) -> Row.read(row)).list();
  }

  private static Row first(List<Row> rows) {
    if (rows.isEmpty()) {
      throw new SiteNotConfigured(
          "read the active CloudStack configuration: ossea_configs has no row"
              + " with is_active = 1; add one in the appliance's settings");
    }
    return rows.get(0);
  }

  private static Row named(Handle handle, ContextId context, List<Row> rows) {
    List<Long> ids =
        handle.createQuery(NAMED).bind("context", context.value()).mapTo(Long.class).list();
    List<Row> found = rows.stream().filter(row -> ids.contains(row.id())).toList();
    if (ids.size() != 1 || found.size() != 1) {
      throw new SiteAmbiguous(
          "find the appliance of VM context "
              + context
              + ": it and its volumes name "
              + (ids.isEmpty() ? "no row" : "the rows " + ids)
              + " of ossea_configs, where "
              + Row.texts(rows)
              + " are active; set ossea_config_id of the context and of its volumes to one of"
              + " them");
    }
    return found.get(0);
  }

  /**
   * The VM's network mappings: those of its context, else those the old system stored under the
   * VM's name when no other context bears that name.
   */
  public List<NetworkMappingRow> mappings(ContextId context) {
    return transactions.in(
        handle -> {
          List<NetworkMappingRow> own = mappings(handle, context, BY_CONTEXT);
          return own.isEmpty() ? mappings(handle, context, BY_NAME) : own;
        });
  }

  private static List<NetworkMappingRow> mappings(Handle handle, ContextId context, String sql) {
    return handle
        .createQuery(sql)
        .bind("context", context.value())
        .map((row, view) -> mapping(row))
        .list();
  }

  private static NetworkMappingRow mapping(ResultSet row) throws SQLException {
    return new NetworkMappingRow(
        row.getString("source_network_name"),
        new NetworkId(row.getString("destination_network_id")),
        row.getString("destination_network_name"),
        row.getBoolean("is_test_network"));
  }

  /**
   * The address of the API; people enter that of the web page as often.
   *
   * @throws SiteNotConfigured when it is no address
   */
  public static URI apiUrl(String entered) {
    String url = entered;
    while (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
    if (url.endsWith("/client")) {
      url = url.substring(0, url.length() - "/client".length());
    }
    String full = url.endsWith(API_PATH) ? url : url + API_PATH;
    try {
      URI uri = URI.create(full);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAddress(entered, e);
    }
    throw notAnAddress(entered, null);
  }

  private static SiteNotConfigured notAnAddress(String entered, Exception cause) {
    SiteNotConfigured failure =
        new SiteNotConfigured(
            "read the active CloudStack configuration: api_url '"
                + entered
                + "' is not an address such as https://cloud.example:8443/client/api");
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }
}
