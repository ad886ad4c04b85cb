/** Logins to the vCenters; read only. */
package io.breakwater.inventory.credential;
