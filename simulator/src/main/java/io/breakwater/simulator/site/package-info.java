/**
 * The world as the old migration appliance leaves it: its database schema and a sample site with
 * protected VMs in CloudStack, in the database and on the appliance's device directory.
 */
package io.breakwater.simulator.site;
