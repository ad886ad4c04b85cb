/** The CloudStack installation that destinations are made in. */
package io.breakwater.inventory.site;
