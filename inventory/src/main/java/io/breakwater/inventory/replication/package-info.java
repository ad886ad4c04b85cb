/** What the replication did to the disks; read only. */
package io.breakwater.inventory.replication;
