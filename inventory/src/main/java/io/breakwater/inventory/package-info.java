/** The database: connection pool, migrations and what all repositories share. */
package io.breakwater.inventory;
