/** Checks: what is kept per VM to be tried once a destination runs. */
package io.breakwater.inventory.check;
