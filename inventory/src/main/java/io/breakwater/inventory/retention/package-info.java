/** Retention: records that nobody has to keep any longer. */
package io.breakwater.inventory.retention;
