namespace Ssa.Store.Databases;

/// <summary>The schema, step by step. A step that was ever released is never changed: what comes later is a new step.</summary>
internal static class Migrations
{
    /// <summary>The steps in order, with the dialect's words in braces.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE snapshot (
            id {identity},
            source TEXT NOT NULL,
            import_us BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            new_set_count BIGINT NOT NULL,
            passport TEXT NOT NULL);

        CREATE TABLE element_set (
            id {identity},
            number BIGINT NOT NULL,
            epoch_ns BIGINT NOT NULL,
            content_sha256 TEXT NOT NULL,
            import_us BIGINT NOT NULL,
            name TEXT NOT NULL,
            object_id TEXT NOT NULL,
            classification TEXT NOT NULL,
            mean_motion DOUBLE PRECISION NOT NULL,
            eccentricity DOUBLE PRECISION NOT NULL,
            inclination DOUBLE PRECISION NOT NULL,
            right_ascension DOUBLE PRECISION NOT NULL,
            argument_of_perigee DOUBLE PRECISION NOT NULL,
            mean_anomaly DOUBLE PRECISION NOT NULL,
            bstar DOUBLE PRECISION NOT NULL,
            mean_motion_dot DOUBLE PRECISION NOT NULL,
            mean_motion_ddot DOUBLE PRECISION NOT NULL,
            set_number BIGINT NOT NULL,
            revolution BIGINT NOT NULL);
        CREATE UNIQUE INDEX element_set_content ON element_set (number, epoch_ns, content_sha256);

        CREATE TABLE snapshot_set (
            snapshot_id BIGINT NOT NULL REFERENCES snapshot (id),
            set_id BIGINT NOT NULL REFERENCES element_set (id),
            PRIMARY KEY (snapshot_id, set_id));

        CREATE TABLE satcat_entry (
            number BIGINT NOT NULL PRIMARY KEY,
            owner TEXT NOT NULL,
            type BIGINT NOT NULL,
            status TEXT NOT NULL,
            rcs_m2 DOUBLE PRECISION NOT NULL);

        CREATE TABLE screening (
            id {identity},
            request_id TEXT UNIQUE,
            settings TEXT NOT NULL,
            settings_sha256 TEXT NOT NULL,
            snapshot_id BIGINT NOT NULL REFERENCES snapshot (id),
            state BIGINT NOT NULL,
            error TEXT NOT NULL,
            progress DOUBLE PRECISION NOT NULL,
            conjunction_count BIGINT NOT NULL,
            block_count BIGINT NOT NULL,
            complete_until_us BIGINT,
            object_count BIGINT NOT NULL,
            refused_count BIGINT NOT NULL,
            excluded_count BIGINT NOT NULL,
            create_us BIGINT NOT NULL,
            run_us BIGINT,
            end_us BIGINT,
            resume_count BIGINT NOT NULL,
            cancel_asked BIGINT NOT NULL,
            lease_holder TEXT NOT NULL,
            lease_until_us BIGINT NOT NULL);
        CREATE INDEX screening_by_state ON screening (state, id);

        CREATE TABLE screening_object (
            screening_id BIGINT NOT NULL REFERENCES screening (id),
            ordinal BIGINT NOT NULL,
            set_id BIGINT NOT NULL REFERENCES element_set (id),
            owner TEXT NOT NULL,
            type BIGINT NOT NULL,
            PRIMARY KEY (screening_id, ordinal));

        CREATE TABLE conjunction_block (
            screening_id BIGINT NOT NULL REFERENCES screening (id),
            block BIGINT NOT NULL,
            first_number BIGINT NOT NULL,
            row_count BIGINT NOT NULL,
            first_tca_us BIGINT NOT NULL,
            last_tca_us BIGINT NOT NULL,
            search_columns {bytes} NOT NULL,
            other_columns {bytes} NOT NULL,
            PRIMARY KEY (screening_id, block));
        CREATE INDEX conjunction_block_by_time ON conjunction_block (first_tca_us, last_tca_us);
        """,
        """
        CREATE INDEX screening_object_by_set ON screening_object (set_id, screening_id);
        """,

        // Who may do what. The name of a request is unique to its participant: it moves to a column of its own, since SQLite cannot take the old one's rule off; request_id is empty from here on.
        """
        ALTER TABLE screening ADD COLUMN participant TEXT NOT NULL DEFAULT 'local';
        ALTER TABLE screening ADD COLUMN is_private BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE screening ADD COLUMN request_name TEXT;
        UPDATE screening SET request_name = request_id, request_id = NULL;
        CREATE UNIQUE INDEX screening_by_request ON screening (participant, request_name);

        CREATE TABLE api_key (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            participant TEXT NOT NULL,
            role TEXT NOT NULL,
            secret_sha256 {bytes} NOT NULL,
            create_us BIGINT NOT NULL,
            expire_us BIGINT,
            revoke_us BIGINT,
            use_us BIGINT);
        CREATE UNIQUE INDEX api_key_by_name ON api_key (name) WHERE revoke_us IS NULL;

        CREATE TABLE service_secret (
            name TEXT NOT NULL PRIMARY KEY,
            secret {bytes} NOT NULL);
        """,

        // Ephemerides of participants, and those of screenings: they stand behind a screening's element sets, in one count of ordinals.
        """
        CREATE TABLE ephemeris_owner (
            participant TEXT NOT NULL PRIMARY KEY,
            ephemeris_count BIGINT NOT NULL);

        CREATE TABLE ephemeris (
            id BIGINT NOT NULL PRIMARY KEY,
            participant TEXT NOT NULL,
            is_private BIGINT NOT NULL,
            name TEXT NOT NULL,
            import_us BIGINT NOT NULL,
            delete_us BIGINT,
            use_us BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            byte_count BIGINT NOT NULL,
            object_name TEXT NOT NULL,
            object_id TEXT NOT NULL,
            number BIGINT,
            frame TEXT NOT NULL,
            start_ns BIGINT NOT NULL,
            stop_ns BIGINT NOT NULL,
            state_count BIGINT NOT NULL,
            interpolation TEXT NOT NULL,
            content {bytes} NOT NULL);
        CREATE INDEX ephemeris_by_time ON ephemeris (import_us, id);
        CREATE INDEX ephemeris_by_owner ON ephemeris (participant, sha256);

        CREATE TABLE screening_ephemeris (
            screening_id BIGINT NOT NULL REFERENCES screening (id),
            ordinal BIGINT NOT NULL,
            ephemeris_id BIGINT NOT NULL REFERENCES ephemeris (id),
            number BIGINT,
            owner TEXT NOT NULL,
            type BIGINT NOT NULL,
            PRIMARY KEY (screening_id, ordinal));
        CREATE INDEX screening_ephemeris_by_ephemeris ON screening_ephemeris (ephemeris_id);
        """,

        // Schedules, sources, and what telemetry needs to know of screenings.
        """
        CREATE TABLE schedule (
            id {identity},
            request_id TEXT UNIQUE,
            settings TEXT NOT NULL,
            start_rule BIGINT NOT NULL,
            interval_us BIGINT NOT NULL,
            first_us BIGINT NOT NULL,
            create_us BIGINT NOT NULL,
            run_count BIGINT NOT NULL);

        CREATE TABLE schedule_run (
            schedule_id BIGINT NOT NULL REFERENCES schedule (id),
            due_us BIGINT NOT NULL,
            run_number BIGINT NOT NULL,
            run_us BIGINT NOT NULL,
            screening_id BIGINT,
            error TEXT NOT NULL,
            PRIMARY KEY (schedule_id, due_us));
        CREATE INDEX schedule_run_by_screening ON schedule_run (screening_id);

        CREATE TABLE screening_trace (
            screening_id BIGINT NOT NULL PRIMARY KEY REFERENCES screening (id),
            trace_parent TEXT NOT NULL);

        CREATE TABLE source_state (
            name TEXT NOT NULL PRIMARY KEY,
            state BIGINT NOT NULL,
            message TEXT NOT NULL,
            place TEXT NOT NULL,
            fetch_us BIGINT,
            next_us BIGINT,
            needs_resuming BIGINT NOT NULL,
            resume_asked BIGINT NOT NULL,
            snapshot_id BIGINT);

        CREATE TABLE source_lease (
            provider TEXT NOT NULL PRIMARY KEY,
            holder TEXT NOT NULL,
            until_us BIGINT NOT NULL);

        CREATE TABLE source_file (
            source TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            import_us BIGINT NOT NULL,
            PRIMARY KEY (source, sha256));

        CREATE TABLE source_set (
            source TEXT NOT NULL,
            set_id BIGINT NOT NULL REFERENCES element_set (id),
            PRIMARY KEY (source, set_id));

        CREATE TABLE satcat_state (
            singleton BIGINT NOT NULL PRIMARY KEY,
            version BIGINT NOT NULL,
            source TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            import_us BIGINT);
        """,

        // How a snapshot came about (-1: before this was kept), and what a screening tells of its objects and pairs at its end.
        """
        ALTER TABLE snapshot ADD COLUMN mode BIGINT NOT NULL DEFAULT -1;
        CREATE INDEX snapshot_by_content ON snapshot (sha256);
        ALTER TABLE screening ADD COLUMN excluded_pairs TEXT NOT NULL DEFAULT '';
        ALTER TABLE screening ADD COLUMN refusals TEXT NOT NULL DEFAULT '';
        """,
    ];

    /// <summary>The schema that this program knows.</summary>
    public static int Newest => Steps.Length;

    /// <summary>Brings a database to the newest step.</summary>
    /// <exception cref="StoreException">A newer program has made it.</exception>
    public static void Apply(Session session, Dialect dialect)
    {
        dialect.LockSchema(session);
        session.Execute("CREATE TABLE IF NOT EXISTS schema_step (step BIGINT NOT NULL PRIMARY KEY)");
        var done = session.Number("SELECT COUNT(*) FROM schema_step");
        if (done > Steps.Length)
        {
            throw new StoreException($"The store {dialect.Name} has schema {done}, and this program knows {Steps.Length}: a newer version made it. Use that version or a newer one, or another store.");
        }

        for (var step = (int)done; step < Steps.Length; step++)
        {
            session.Execute(Steps[step]
                .Replace("{identity}", dialect.IdentityKey, StringComparison.Ordinal)
                .Replace("{bytes}", dialect.Bytes, StringComparison.Ordinal));
            session.Execute("INSERT INTO schema_step VALUES (@p0)", (long)step + 1);
        }
    }
}
