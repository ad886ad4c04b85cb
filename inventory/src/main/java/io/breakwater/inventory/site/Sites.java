package io.breakwater.inventory.site;

import static io.breakwater.inventory.Comparison.same;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Where destinations are made and on which networks; read fresh every time. Thread-safe. */
public final class Sites {
  private static final String API_PATH = "/client/api";

  private static final String ACTIVE =
      "SELECT * FROM ossea_configs WHERE is_active = 1 ORDER BY id LIMIT 1";

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
   * The active CloudStack configuration.
   *
   * @throws SiteNotConfigured when there is none, or it lacks URL, keys or appliance
   */
  public Site active() {
    return transactions.in(
        handle ->
            handle
                .createQuery(ACTIVE)
                .map((row, view) -> read(row))
                .findFirst()
                .orElseThrow(
                    () ->
                        new SiteNotConfigured(
                            "read the active CloudStack configuration: ossea_configs has no row"
                                + " with is_active = 1; add one in the appliance's settings")));
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

  private static Site read(ResultSet row) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (String column : List.of("api_url", "api_key", "secret_key", "oma_vm_id")) {
      if (Columns.text(row, column) == null) {
        missing.add(column);
      }
    }
    if (!missing.isEmpty()) {
      throw new SiteNotConfigured(
          "read the active CloudStack configuration: ossea_configs row "
              + row.getLong("id")
              + " lacks "
              + String.join(", ", missing)
              + "; fill it in the appliance's settings");
    }
    return new Site(
        row.getLong("id"),
        trimmed(row, "name"),
        apiUrl(trimmed(row, "api_url")),
        new ApiKeys(trimmed(row, "api_key"), trimmed(row, "secret_key")),
        trimmed(row, "domain"),
        trimmed(row, "zone"),
        trimmed(row, "template_id"),
        trimmed(row, "network_id"),
        trimmed(row, "service_offering_id"),
        new MachineId(trimmed(row, "oma_vm_id")));
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

  private static String trimmed(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value.strip();
  }
}
