/** The protected disks, their volumes and their dirty marks. */
package io.breakwater.inventory.disk;
