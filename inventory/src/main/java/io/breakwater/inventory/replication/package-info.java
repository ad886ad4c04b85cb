/** What the replication did to the disks; written only to close a job that nothing runs. */
package io.breakwater.inventory.replication;
