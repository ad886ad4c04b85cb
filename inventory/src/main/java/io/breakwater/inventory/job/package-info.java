/** JobLog: jobs, steps and log lines as the GUI reads them. */
package io.breakwater.inventory.job;
