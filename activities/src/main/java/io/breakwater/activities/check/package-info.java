/** Post-boot checks: what can be tried against a destination that runs, from the appliance. */
package io.breakwater.activities.check;
