/** What happened: operations of ours and of the old system, for lists, pages and reports. */
package io.breakwater.inventory.history;
