package io.breakwater.inventory;

import io.breakwater.inventory.audit.Audit;
import io.breakwater.inventory.check.Checks;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.failover.FailoverJobs;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.lease.Leases;
import io.breakwater.inventory.live.Commits;
import io.breakwater.inventory.live.LiveFailovers;
import io.breakwater.inventory.machine.Machines;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.inventory.replication.ReplicationJobs;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.inventory.site.Sites;
import io.breakwater.inventory.snapshot.Snapshots;
import io.breakwater.inventory.turn.Turns;
import org.jdbi.v3.core.Jdbi;

/** The repositories over one database. */
public record Inventory(
    Contexts contexts,
    Disks disks,
    Snapshots snapshots,
    Machines machines,
    Replications replications,
    ReplicationJobs replicationJobs,
    Sites sites,
    FailoverJobs failoverJobs,
    Operations operations,
    JobLog jobLog,
    Leases leases,
    LiveFailovers liveFailovers,
    Commits commits,
    Audit audit,
    Checks checks,
    Turns turns) {

  /** All repositories over this database. */
  public static Inventory over(Jdbi jdbi) {
    return new Inventory(
        new Contexts(jdbi),
        new Disks(jdbi),
        new Snapshots(jdbi),
        new Machines(jdbi),
        new Replications(jdbi),
        new ReplicationJobs(jdbi),
        new Sites(jdbi),
        new FailoverJobs(jdbi),
        new Operations(jdbi),
        new JobLog(jdbi),
        new Leases(jdbi),
        new LiveFailovers(jdbi),
        new Commits(jdbi),
        new Audit(jdbi),
        new Checks(jdbi),
        new Turns(jdbi));
  }
}
