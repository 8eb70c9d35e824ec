--
-- PostgreSQL database dump
--


-- Dumped from database version 14.22
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: public; Type: SCHEMA; Schema: -; Owner: -
--

-- *not* creating schema, since initdb creates it


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: approval; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.approval (
    mac character varying(17) NOT NULL,
    approved_by character varying(128) NOT NULL,
    at bigint NOT NULL
);


--
-- Name: attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attempt (
    id bigint NOT NULL,
    unit_id bigint,
    ordinal integer NOT NULL,
    station character varying(128) NOT NULL,
    slot_path character varying(256) NOT NULL,
    slot character varying(128) NOT NULL,
    port character varying(256) NOT NULL,
    bundle character varying(256) NOT NULL,
    bundle_sha256 character varying(64) NOT NULL,
    state character varying(16) NOT NULL,
    ended integer NOT NULL,
    failure_stage character varying(16),
    failure_code character varying(64),
    failure_detail text,
    failure_retryable integer,
    boot_log text NOT NULL,
    began bigint NOT NULL,
    changed bigint NOT NULL
);


--
-- Name: attempt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.attempt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit (
    id bigint NOT NULL,
    at bigint NOT NULL,
    who character varying(128) NOT NULL,
    action character varying(128) NOT NULL,
    object text NOT NULL
);


--
-- Name: audit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: flyway_schema_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);


--
-- Name: label; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label (
    id bigint NOT NULL,
    sheet_id bigint NOT NULL,
    "position" integer NOT NULL,
    unit_id bigint NOT NULL,
    at bigint NOT NULL,
    reprints integer NOT NULL
);


--
-- Name: label_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.label ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.label_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: note; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.note (
    id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    at bigint NOT NULL,
    text text NOT NULL
);


--
-- Name: note_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.note ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    unit_id bigint NOT NULL,
    state character varying(16) NOT NULL,
    tries integer NOT NULL,
    unanswered integer NOT NULL,
    may_have_arrived integer NOT NULL,
    next_at bigint NOT NULL,
    claimed_by character varying(128),
    claimed_until bigint NOT NULL,
    since bigint NOT NULL,
    why text NOT NULL,
    back_office_id character varying(64)
);


--
-- Name: print_job; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.print_job (
    sheet_id bigint NOT NULL,
    state character varying(16) NOT NULL,
    job character varying(128) NOT NULL,
    detail text NOT NULL,
    changed bigint NOT NULL
);


--
-- Name: qrtz_blob_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_blob_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    blob_data bytea
);


--
-- Name: qrtz_calendars; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_calendars (
    sched_name character varying(120) NOT NULL,
    calendar_name character varying(200) NOT NULL,
    calendar bytea NOT NULL
);


--
-- Name: qrtz_cron_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_cron_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    cron_expression character varying(120) NOT NULL,
    time_zone_id character varying(80)
);


--
-- Name: qrtz_fired_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_fired_triggers (
    sched_name character varying(120) NOT NULL,
    entry_id character varying(95) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    instance_name character varying(200) NOT NULL,
    fired_time bigint NOT NULL,
    sched_time bigint NOT NULL,
    priority integer NOT NULL,
    state character varying(16) NOT NULL,
    job_name character varying(200),
    job_group character varying(200),
    is_nonconcurrent boolean,
    requests_recovery boolean
);


--
-- Name: qrtz_job_details; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_job_details (
    sched_name character varying(120) NOT NULL,
    job_name character varying(200) NOT NULL,
    job_group character varying(200) NOT NULL,
    description character varying(250),
    job_class_name character varying(250) NOT NULL,
    is_durable boolean NOT NULL,
    is_nonconcurrent boolean NOT NULL,
    is_update_data boolean NOT NULL,
    requests_recovery boolean NOT NULL,
    job_data bytea
);


--
-- Name: qrtz_locks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_locks (
    sched_name character varying(120) NOT NULL,
    lock_name character varying(40) NOT NULL
);


--
-- Name: qrtz_paused_trigger_grps; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_paused_trigger_grps (
    sched_name character varying(120) NOT NULL,
    trigger_group character varying(200) NOT NULL
);


--
-- Name: qrtz_scheduler_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_scheduler_state (
    sched_name character varying(120) NOT NULL,
    instance_name character varying(200) NOT NULL,
    last_checkin_time bigint NOT NULL,
    checkin_interval bigint NOT NULL
);


--
-- Name: qrtz_simple_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_simple_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    repeat_count bigint NOT NULL,
    repeat_interval bigint NOT NULL,
    times_triggered bigint NOT NULL
);


--
-- Name: qrtz_simprop_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_simprop_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    str_prop_1 character varying(512),
    str_prop_2 character varying(512),
    str_prop_3 character varying(512),
    int_prop_1 integer,
    int_prop_2 integer,
    long_prop_1 bigint,
    long_prop_2 bigint,
    dec_prop_1 numeric(13,4),
    dec_prop_2 numeric(13,4),
    bool_prop_1 boolean,
    bool_prop_2 boolean
);


--
-- Name: qrtz_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    job_name character varying(200) NOT NULL,
    job_group character varying(200) NOT NULL,
    description character varying(250),
    next_fire_time bigint,
    prev_fire_time bigint,
    priority integer,
    trigger_state character varying(16) NOT NULL,
    trigger_type character varying(8) NOT NULL,
    start_time bigint NOT NULL,
    end_time bigint,
    calendar_name character varying(200),
    misfire_instr smallint,
    job_data bytea
);


--
-- Name: setting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.setting (
    name character varying(64) NOT NULL,
    content text NOT NULL
);


--
-- Name: sheet; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sheet (
    id bigint NOT NULL,
    number character varying(160) NOT NULL,
    station character varying(128) NOT NULL,
    template character varying(64) NOT NULL,
    capacity integer NOT NULL,
    first_position integer NOT NULL,
    next_position integer NOT NULL,
    state character varying(16) NOT NULL,
    file character varying(256) NOT NULL,
    opened bigint NOT NULL,
    released bigint,
    taken_over_by character varying(128)
);


--
-- Name: sheet_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.sheet ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: slot_baud; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.slot_baud (
    station character varying(128) NOT NULL,
    slot_path character varying(256) NOT NULL,
    baud integer NOT NULL,
    at bigint NOT NULL,
    clean integer DEFAULT 0 NOT NULL
);


--
-- Name: transition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.transition (
    id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    state character varying(16) NOT NULL,
    at bigint NOT NULL,
    detail text NOT NULL
);


--
-- Name: transition_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.transition ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.transition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: unit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.unit (
    id bigint NOT NULL,
    mac character varying(17) NOT NULL,
    life integer NOT NULL,
    name character varying(64),
    device_type character varying(128),
    state character varying(16) NOT NULL,
    failure_stage character varying(16),
    failure_code character varying(64),
    failure_detail text,
    failure_retryable integer,
    station character varying(128) NOT NULL,
    slot character varying(128) NOT NULL,
    bundle character varying(256) NOT NULL,
    bundle_sha256 character varying(64) NOT NULL,
    attempts integer NOT NULL,
    sticker integer NOT NULL,
    token bytea,
    created bigint NOT NULL,
    changed bigint NOT NULL,
    approved_by character varying(128)
);


--
-- Name: unit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.unit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: void_place; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.void_place (
    sheet_id bigint NOT NULL,
    "position" integer NOT NULL,
    voided_by character varying(128) NOT NULL,
    at bigint NOT NULL
);


--
-- Data for Name: approval; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.approval VALUES ('24:0a:c4:00:00:0e', 'sue', 1796077191710);


--
-- Data for Name: attempt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000001",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000001",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077176388, 1796077179522);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (2, 2, 1, 'line-1', '1-1.2:1.0', 'A2', '/srv/line-1/hubs/rig/dev/ttyUSB1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000002",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000002",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077179783, 1796077180023);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (3, 3, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000003",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000003",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077180101, 1796077180349);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (4, 4, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000004",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000004",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077182887, 1796077183164);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (5, 5, 1, 'line-1', '1-1.2:1.0', 'A2', '/srv/line-1/hubs/rig/dev/ttyUSB1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000005",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000005",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077183246, 1796077183482);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (6, 6, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'FAILED', 1, 'PROGRAMMED', 'DEAD_FLASH', 'erasing 0x0-0x1000 changed nothing', 0, '', 1796077183553, 1796077183653);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (7, NULL, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'FAILED', 1, 'CONNECTED', 'NO_REPLY', '/srv/line-1/hubs/rig/dev/ttyUSB0: no byte came back in 7 attempts to connect. Check power, cable and the board''s seat; without an auto-reset circuit hold BOOT and tap RESET', 1, '', 1796077183765, 1796077187448);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (8, 7, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'HELD', 1, 'CONNECTED', 'NAME_TAKEN', 'TWOMES-000008 is in use in the back office; nothing was changed on the board. Supervisor: run `scripts/station retire TWOMES-000008`, or in the back office''s database UPDATE device SET name=''TWOMES-000008-OLD'' WHERE name=''TWOMES-000008'' (-OLD2 and so on when that is taken); then Approve. Or put the board aside.', 0, '', 1796077187551, 1796077187582);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (9, 8, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'HELD', 1, 'REGISTERED', 'TYPE_UNKNOWN', 'back office: 400 Unknown device type "Unheard-Of"', 0, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000009",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000009",
"device_type":"Unheard-Of",
"activation_token":******
}
', 1796077187629, 1796077187770);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (10, 9, 1, 'line-1', '1-1.3:1.0', 'B1', '/srv/line-1/hubs/rig/dev/ttyUSB2', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-00000A",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-00000A",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077187844, 1796077191004);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (11, 10, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000003",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000003",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077191074, 1796077191267);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (12, 11, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'LABELLED', 1, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000004",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000004",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077191300, 1796077191665);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (13, 12, 1, 'line-1', '1-1.4:1.0', 'B2', '/srv/line-1/hubs/rig/dev/ttyUSB3', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'IDENTIFIED', 0, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000012",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000012",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077191716, 1796077191839);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (14, 13, 1, 'line-1', '1-1.4:1.0', 'B2', '/srv/line-1/hubs/rig/dev/ttyUSB3', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'REGISTERED', 0, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000011",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000011",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077191891, 1796077192500);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (15, 14, 1, 'line-1', '1-1.1:1.0', 'A1', '/srv/line-1/hubs/rig/dev/ttyUSB0', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 'IDENTIFIED', 0, NULL, NULL, NULL, NULL, 'ets Jul 29 ****** 12:21:46

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:2
load:0x3ffb0000,len:412
load:0x40080400,len:572
entry 0x40080404
I (27) boot: ESP-IDF v4.2 2nd stage bootloader
I (412) cpu_start: Starting scheduler
I (655) Twomes generic ESP32 firmware library: QR Code Payload: 


{
"ver":"v1",
"name":"TWOMES-000010",
"pop":******,
"transport":"ble"
}


I (661) Twomes generic ESP32 firmware library: POST /device payload: 


{
"name":"TWOMES-000010",
"device_type":"Generic-Test",
"activation_token":******
}
', 1796077192063, 1796077192186);
INSERT INTO public.attempt OVERRIDING SYSTEM VALUE VALUES (16, 15, 1, 'line-1', '1-1.4:1.0', 'B2', '/dev/ttyUSB3', 'twomes-hello_ESP32DEV_v3.0.0.zip', 'ab12', 'PROGRAMMED', 0, NULL, NULL, NULL, NULL, '', 1796077192500, 1796077192500);


--
-- Data for Name: audit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (1, 1796077183525, 'sue', 'start sheet', '5');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (2, 1796077183527, 'sue', 'void position', '');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (3, 1796077183527, 'sue', 'void position', '9');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (4, 1796077191066, 'sue', 'approve device', '24:0a:c4:00:00:03');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (5, 1796077191286, 'sue', 'approve device', '24:0a:c4:00:00:04');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (6, 1796077191710, 'sue', 'approve device', '24:0a:c4:00:00:0e');


--
-- Data for Name: flyway_schema_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.flyway_schema_history VALUES (1, '1', 'ledger', 'SQL', 'V1__ledger.sql', 1515876977, 'postgres', '2026-11-30 22:19:33.165393', 232, true);
INSERT INTO public.flyway_schema_history VALUES (2, '20', 'print job', 'SQL', 'V20__print_job.sql', 1935387547, 'postgres', '2026-11-30 22:19:33.626835', 54, true);
INSERT INTO public.flyway_schema_history VALUES (3, '21', 'fleet', 'SQL', 'V21__fleet.sql', 1000490475, 'postgres', '2026-11-30 22:19:33.696314', 46, true);
INSERT INTO public.flyway_schema_history VALUES (4, '22', 'clockwork tables of Quartz', 'JDBC', 'org.twomes.station.ledger.ClockworkTables', NULL, 'postgres', '2026-11-30 22:19:33.795601', 203, true);
INSERT INTO public.flyway_schema_history VALUES (5, '23', 'void place', 'SQL', 'V23__void_place.sql', 1232575860, 'postgres', '2026-11-30 22:19:34.043716', 7, true);
INSERT INTO public.flyway_schema_history VALUES (6, '24', 'slot baud clean', 'SQL', 'V24__slot_baud_clean.sql', -760157321, 'postgres', '2026-11-30 22:19:34.087635', 18, true);


--
-- Data for Name: label; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 1, 1796077179522, 0);
INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (3, 1, 3, 3, 1796077180349, 0);
INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (2, 1, 2, 2, 1796077180023, 1);
INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (4, 2, 5, 4, 1796077183164, 0);
INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (5, 2, 6, 5, 1796077183482, 0);
INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (6, 2, 8, 9, 1796077191004, 0);
INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (7, 2, 10, 10, 1796077191267, 0);
INSERT INTO public.label OVERRIDING SYSTEM VALUE VALUES (8, 2, 11, 11, 1796077191665, 0);


--
-- Data for Name: note; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (1, 1, 1796077176966, 'existence test: TWOMES-000001 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (2, 2, 1796077179880, 'existence test: TWOMES-000002 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (3, 3, 1796077180126, 'existence test: TWOMES-000003 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (4, 2, 1796077182475, 'the label was printed again by sue');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (5, 4, 1796077182932, 'existence test: TWOMES-000004 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (6, 5, 1796077183289, 'existence test: TWOMES-000005 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (7, 6, 1796077183610, 'existence test: TWOMES-000006 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (8, 8, 1796077187575, 'existence test: TWOMES-000008 is taken');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (9, 9, 1796077187649, 'existence test: TWOMES-000009 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (10, 10, 1796077190865, '/srv/line-1/hubs/rig/dev/ttyUSB2: MemBegin[size=6456, blocks=2, address=1074429952] was not answered within 3.0 s. Check the cable and the board''s power');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (11, 10, 1796077190875, 'fell back to 230400 baud');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (12, 10, 1796077190877, 'existence test: TWOMES-00000A is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (13, 11, 1796077191092, 'existence test: TWOMES-000003 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (14, 12, 1796077191408, 'existence test: TWOMES-000004 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (15, 13, 1796077191757, 'existence test: TWOMES-000012 is free');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (16, 14, 1796077191918, 'existence test: no answer');
INSERT INTO public.note OVERRIDING SYSTEM VALUE VALUES (17, 15, 1796077192082, 'existence test: no answer');


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outbox VALUES (1, 'CONFIRMED', 1, 0, 0, 1796077179276, 'line-1', 1796077289314, 1796077179276, '', '1');
INSERT INTO public.outbox VALUES (2, 'CONFIRMED', 1, 0, 0, 1796077179945, 'line-1', 1796077289952, 1796077179945, '', '2');
INSERT INTO public.outbox VALUES (3, 'CONFIRMED', 1, 0, 0, 1796077180258, 'line-1', 1796077290281, 1796077180258, '', '3');
INSERT INTO public.outbox VALUES (4, 'CONFIRMED', 1, 0, 0, 1796077183050, 'line-1', 1796077293090, 1796077183050, '', '4');
INSERT INTO public.outbox VALUES (5, 'CONFIRMED', 1, 0, 0, 1796077183415, 'line-1', 1796077293420, 1796077183415, '', '5');
INSERT INTO public.outbox VALUES (8, 'REFUSED', 1, 0, 0, 1796077187707, 'line-1', 1796077297712, 1796077187707, 'back office: 400 Unknown device type "Unheard-Of"', NULL);
INSERT INTO public.outbox VALUES (9, 'CONFIRMED', 1, 0, 0, 1796077190942, 'line-1', 1796077300947, 1796077190942, '', '7');
INSERT INTO public.outbox VALUES (10, 'CONFIRMED', 1, 0, 0, 1796077191194, 'line-1', 1796077301209, 1796077191194, '', '1');
INSERT INTO public.outbox VALUES (11, 'CONFIRMED', 1, 0, 0, 1796077191597, 'line-1', 1796077301601, 1796077191597, '', '2');
INSERT INTO public.outbox VALUES (13, 'CONFIRMED', 1, 0, 0, 1796077191993, 'line-1', 1796077252500, 1796077191993, '', '17');
INSERT INTO public.outbox VALUES (14, 'WAITING', 0, 0, 0, 1796077192186, NULL, 0, 1796077192186, '', NULL);
INSERT INTO public.outbox VALUES (12, 'WAITING', 1, 0, 1, 1796077236852, NULL, 0, 1796077191839, 'back office http://127.0.0.1:41829/device broke the connection off (HTTP/1.1 header parser received no bytes)', NULL);


--
-- Data for Name: print_job; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.print_job VALUES (1, 'DONE', 'labels-17', '', 1796077182858);


--
-- Data for Name: qrtz_blob_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_calendars; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_cron_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_cron_triggers VALUES ('twomes-fleet', 'flush of line-1', 'DEFAULT', '0 0 17 ? * MON-FRI', 'Etc/UTC');


--
-- Data for Name: qrtz_fired_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_fired_triggers VALUES ('twomes-fleet', 'line-11796077175721', 'outbox', 'DEFAULT', 'line-1', 1796077190750, 1796077195729, 5, 'ACQUIRED', NULL, NULL, false, false);


--
-- Data for Name: qrtz_job_details; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_job_details VALUES ('twomes-fleet', 'outbox', 'DEFAULT', NULL, 'org.twomes.station.schedule.Chore', true, true, false, true, '\x230a234d6f6e204e6f762033302032323a31393a33352055544320323032360a');
INSERT INTO public.qrtz_job_details VALUES ('twomes-fleet', 'retention', 'DEFAULT', NULL, 'org.twomes.station.schedule.Chore', true, true, false, true, '\x230a234d6f6e204e6f762033302032323a31393a33352055544320323032360a');
INSERT INTO public.qrtz_job_details VALUES ('twomes-fleet', 'flush', 'DEFAULT', NULL, 'org.twomes.station.schedule.Chore', true, true, false, true, '\x230a234d6f6e204e6f762033302032323a31393a33352055544320323032360a');


--
-- Data for Name: qrtz_locks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_locks VALUES ('twomes-fleet', 'TRIGGER_ACCESS');
INSERT INTO public.qrtz_locks VALUES ('twomes-fleet', 'STATE_ACCESS');


--
-- Data for Name: qrtz_paused_trigger_grps; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_scheduler_state; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_scheduler_state VALUES ('twomes-fleet', 'line-1', 1796077191082, 5000);


--
-- Data for Name: qrtz_simple_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_simple_triggers VALUES ('twomes-fleet', 'retention', 'DEFAULT', -1, 3600000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('twomes-fleet', 'outbox', 'DEFAULT', -1, 5000, 4);


--
-- Data for Name: qrtz_simprop_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_triggers VALUES ('twomes-fleet', 'flush of line-1', 'DEFAULT', 'flush', 'DEFAULT', NULL, 1796144400000, -1, 5, 'WAITING', 'CRON', 1796077175000, 0, NULL, 1, '\x230a234d6f6e204e6f762033302032323a31393a33352055544320323032360a73746174696f6e3d6c696e652d310a');
INSERT INTO public.qrtz_triggers VALUES ('twomes-fleet', 'retention', 'DEFAULT', 'retention', 'DEFAULT', NULL, 1796080775846, 1796077175846, 5, 'WAITING', 'SIMPLE', 1796077175846, 0, NULL, 4, '\x230a234d6f6e204e6f762033302032323a31393a33352055544320323032360a73746174696f6e3d6c696e652d310a');
INSERT INTO public.qrtz_triggers VALUES ('twomes-fleet', 'outbox', 'DEFAULT', 'outbox', 'DEFAULT', NULL, 1796077195729, 1796077190729, 5, 'ACQUIRED', 'SIMPLE', 1796077175729, 0, NULL, 4, '\x230a234d6f6e204e6f762033302032323a31393a33352055544320323032360a73746174696f6e3d6c696e652d310a');


--
-- Data for Name: setting; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.setting VALUES ('token key fingerprint', '1f29e90746c28b4e');


--
-- Data for Name: sheet; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sheet OVERRIDING SYSTEM VALUE VALUES (1, 'line-1-0001', 'line-1', 'L7651', 65, 1, 4, 'RELEASED', 'line-1-0001.pdf', 1796077179522, 1796077182451, NULL);
INSERT INTO public.sheet OVERRIDING SYSTEM VALUE VALUES (2, 'line-1-0002', 'line-1', 'L7651', 65, 5, 12, 'OPEN', '', 1796077182859, NULL, NULL);


--
-- Data for Name: slot_baud; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.slot_baud VALUES ('line-1', '1-1.3:1.0', 230400, 1796077190930, 0);


--
-- Data for Name: transition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (1, 1, 'DETECTED', 1796077176388, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (2, 1, 'CONNECTED', 1796077176779, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:01, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (3, 1, 'PROGRAMMED', 1796077179193, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (4, 1, 'VERIFIED', 1796077179211, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (5, 1, 'IDENTIFIED', 1796077179276, 'TWOMES-000001');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (6, 1, 'REGISTERED', 1796077179409, '1');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (7, 1, 'LABELLED', 1796077179522, 'line-1-0001 position 1');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (8, 2, 'DETECTED', 1796077179783, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (9, 2, 'CONNECTED', 1796077179873, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:02, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (10, 2, 'PROGRAMMED', 1796077179932, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (11, 2, 'VERIFIED', 1796077179936, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (12, 2, 'IDENTIFIED', 1796077179945, 'TWOMES-000002');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (13, 2, 'REGISTERED', 1796077180019, '2');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (14, 2, 'LABELLED', 1796077180023, 'line-1-0001 position 2');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (15, 3, 'DETECTED', 1796077180101, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (16, 3, 'CONNECTED', 1796077180122, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:03, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (17, 3, 'PROGRAMMED', 1796077180199, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (18, 3, 'VERIFIED', 1796077180206, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (19, 3, 'IDENTIFIED', 1796077180258, 'TWOMES-000003');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (20, 3, 'REGISTERED', 1796077180341, '3');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (21, 3, 'LABELLED', 1796077180349, 'line-1-0001 position 3');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (22, 4, 'DETECTED', 1796077182887, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (23, 4, 'CONNECTED', 1796077182928, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:04, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (24, 4, 'PROGRAMMED', 1796077183031, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (25, 4, 'VERIFIED', 1796077183036, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (26, 4, 'IDENTIFIED', 1796077183050, 'TWOMES-000004');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (27, 4, 'REGISTERED', 1796077183149, '4');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (28, 4, 'LABELLED', 1796077183164, 'line-1-0002 position 5');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (29, 5, 'DETECTED', 1796077183246, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (30, 5, 'CONNECTED', 1796077183279, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:05, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (31, 5, 'PROGRAMMED', 1796077183402, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (32, 5, 'VERIFIED', 1796077183404, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (33, 5, 'IDENTIFIED', 1796077183415, 'TWOMES-000005');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (34, 5, 'REGISTERED', 1796077183479, '5');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (35, 5, 'LABELLED', 1796077183482, 'line-1-0002 position 6');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (36, 6, 'DETECTED', 1796077183553, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (37, 6, 'CONNECTED', 1796077183585, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:06, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (38, 6, 'FAILED', 1796077183653, 'DEAD_FLASH');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (39, 7, 'DETECTED', 1796077183765, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (40, 7, 'FAILED', 1796077187448, 'NO_REPLY');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (41, 8, 'DETECTED', 1796077187551, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (42, 8, 'CONNECTED', 1796077187566, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:08, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (43, 8, 'HELD', 1796077187582, 'NAME_TAKEN');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (44, 9, 'DETECTED', 1796077187629, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (45, 9, 'CONNECTED', 1796077187646, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:09, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (46, 9, 'PROGRAMMED', 1796077187682, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (47, 9, 'VERIFIED', 1796077187696, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (48, 9, 'IDENTIFIED', 1796077187707, 'TWOMES-000009');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (49, 9, 'HELD', 1796077187770, 'TYPE_UNKNOWN');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (50, 10, 'DETECTED', 1796077187844, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (51, 10, 'CONNECTED', 1796077190875, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:0a, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (52, 10, 'PROGRAMMED', 1796077190919, '230400 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (53, 10, 'VERIFIED', 1796077190926, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (54, 10, 'IDENTIFIED', 1796077190942, 'TWOMES-00000A');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (55, 10, 'REGISTERED', 1796077191001, '7');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (56, 10, 'LABELLED', 1796077191004, 'line-1-0002 position 8');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (57, 11, 'DETECTED', 1796077191074, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (58, 11, 'CONNECTED', 1796077191090, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:03, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (59, 11, 'PROGRAMMED', 1796077191160, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (60, 11, 'VERIFIED', 1796077191162, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (61, 11, 'IDENTIFIED', 1796077191194, 'TWOMES-000003');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (62, 11, 'REGISTERED', 1796077191263, '1');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (63, 11, 'LABELLED', 1796077191267, 'line-1-0002 position 10');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (64, 12, 'DETECTED', 1796077191300, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (65, 12, 'CONNECTED', 1796077191374, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:04, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (66, 12, 'PROGRAMMED', 1796077191578, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (67, 12, 'VERIFIED', 1796077191580, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (68, 12, 'IDENTIFIED', 1796077191597, 'TWOMES-000004');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (69, 12, 'REGISTERED', 1796077191661, '2');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (70, 12, 'LABELLED', 1796077191665, 'line-1-0002 position 11');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (71, 13, 'DETECTED', 1796077191716, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (72, 13, 'CONNECTED', 1796077191755, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:12, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (73, 13, 'PROGRAMMED', 1796077191828, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (74, 13, 'VERIFIED', 1796077191832, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (75, 13, 'IDENTIFIED', 1796077191839, 'TWOMES-000012');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (76, 14, 'DETECTED', 1796077191891, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (77, 14, 'CONNECTED', 1796077191909, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:11, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (78, 14, 'PROGRAMMED', 1796077191978, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (79, 14, 'VERIFIED', 1796077191981, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (80, 14, 'IDENTIFIED', 1796077191993, 'TWOMES-000011');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (81, 15, 'DETECTED', 1796077192063, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (82, 15, 'CONNECTED', 1796077192080, 'ChipIdentity[chip=ESP32, revision=300, mac=24:0a:c4:00:00:10, crystalMhz=40, secureBoot=false, flashEncryption=false], flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (83, 15, 'PROGRAMMED', 1796077192162, '460800 baud');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (84, 15, 'VERIFIED', 1796077192164, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (85, 15, 'IDENTIFIED', 1796077192186, 'TWOMES-000010');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (86, 14, 'REGISTERED', 1796077192500, '17');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (87, 16, 'DETECTED', 1796077192500, '');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (88, 16, 'CONNECTED', 1796077192500, 'ESP32-D0WD v1.0, flash 4 MB');
INSERT INTO public.transition OVERRIDING SYSTEM VALUE VALUES (89, 16, 'PROGRAMMED', 1796077192500, '460800 baud');


--
-- Data for Name: unit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (4, '24:0a:c4:00:00:04', 1, 'TWOMES-000004', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x0bbe694ceb0e7a2cd6c9fd05abb01a186f63b41c10d0c4925d3852cd5dd532224232deecb9', 1796077182928, 1796077183164, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (1, '24:0a:c4:00:00:01', 1, 'TWOMES-000001', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x0ec1ae51890665922a859b1013bbce6d9ee0fb674ef190c3deedab45b3b69933b4ec466ac6', 1796077176779, 1796077179522, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (2, '24:0a:c4:00:00:02', 1, 'TWOMES-000002', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'A2', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x1d1ffb0530cb9c36daf6d11405097ac83fcf06c0705ae2cf925e826d06545033a7e0ec5eac', 1796077179873, 1796077180023, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (8, '24:0a:c4:00:00:09', 1, 'TWOMES-000009', 'Unheard-Of', 'HELD', 'REGISTERED', 'TYPE_UNKNOWN', 'back office: 400 Unknown device type "Unheard-Of"', 0, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\xed5e8bf8aeb5cbe5c083ab4a9c5c755add770048b6edb16aa6ab100ebe57c49dfd149aa9c26d', 1796077187646, 1796077187770, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (3, '24:0a:c4:00:00:03', 1, 'TWOMES-000003', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x8d341db426b1e191025271c66914b67374d5badd6c4c9b84486526f975b3a34aaeb7a025d396', 1796077180122, 1796077180349, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (5, '24:0a:c4:00:00:05', 1, 'TWOMES-000005', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'A2', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x61a7efe07d054685bfcb176855f33a108b74ebaa4b24b6b289278e5c702d0907ce336260ff9c', 1796077183279, 1796077183482, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (6, '24:0a:c4:00:00:06', 1, NULL, NULL, 'FAILED', 'PROGRAMMED', 'DEAD_FLASH', 'erasing 0x0-0x1000 changed nothing', 0, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 0, NULL, 1796077183585, 1796077183653, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (7, '24:0a:c4:00:00:08', 1, NULL, NULL, 'HELD', 'CONNECTED', 'NAME_TAKEN', 'TWOMES-000008 is in use in the back office; nothing was changed on the board. Supervisor: run `scripts/station retire TWOMES-000008`, or in the back office''s database UPDATE device SET name=''TWOMES-000008-OLD'' WHERE name=''TWOMES-000008'' (-OLD2 and so on when that is taken); then Approve. Or put the board aside.', 0, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 0, NULL, 1796077187566, 1796077187582, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (9, '24:0a:c4:00:00:0a', 1, 'TWOMES-00000A', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'B1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x19b2292271afeab16b3c8b085d76b9526fb2a0253226533e5437d139d265174aac72a6911388', 1796077190875, 1796077191004, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (10, '24:0a:c4:00:00:03', 2, 'TWOMES-000003', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x50f415e10ba138866593ba17940bf1771dda2bf0da2b27b2a5dc7f9962026c3f1febe2e9b154', 1796077191090, 1796077191267, 'sue');
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (11, '24:0a:c4:00:00:04', 2, 'TWOMES-000004', 'Generic-Test', 'LABELLED', NULL, NULL, NULL, NULL, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\xae4835d78f634d1a7816ef4da27c05e7a926df62251ae8f2a5807722a5b23debe41b61cf722a', 1796077191374, 1796077191665, 'sue');
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (12, '24:0a:c4:00:00:12', 1, 'TWOMES-000012', 'Generic-Test', 'IDENTIFIED', NULL, NULL, NULL, NULL, 'line-1', 'B2', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x759c78174675e8e40af9dcf1435fdf38ab33e938c9139ec66c91bc3127f50b234cd3e49518', 1796077191755, 1796077191839, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (14, '24:0a:c4:00:00:10', 1, 'TWOMES-000010', 'Generic-Test', 'IDENTIFIED', NULL, NULL, NULL, NULL, 'line-1', 'A1', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x7c9a5aca5607fa0bf97ac82f00e3f9d1de29f1d4fd7ed97a356db72c83b757ec7fd19db55793', 1796077192080, 1796077192186, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (13, '24:0a:c4:00:00:11', 1, 'TWOMES-000011', 'Generic-Test', 'REGISTERED', NULL, NULL, NULL, NULL, 'line-1', 'B2', 'twomes-hello_ESP32DEV_v3.0.0.zip', '06e18aa095978208284a39f6867fd4c12189f404f8085bdd95dfb42135684e87', 1, 1, '\x6845846780f6f4b6d4d38adf3e8254b54994e1d9ff9b53043b4f9904d4ac458ff4038d0b3d28', 1796077191909, 1796077192500, NULL);
INSERT INTO public.unit OVERRIDING SYSTEM VALUE VALUES (15, '24:0a:c4:00:00:13', 1, NULL, NULL, 'PROGRAMMED', NULL, NULL, NULL, NULL, 'line-1', 'B2', 'twomes-hello_ESP32DEV_v3.0.0.zip', 'ab12', 1, 0, NULL, 1796077192500, 1796077192500, NULL);


--
-- Data for Name: void_place; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.void_place VALUES (2, 7, 'sue', 1796077183494);
INSERT INTO public.void_place VALUES (2, 9, 'sue', 1796077183522);


--
-- Name: attempt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.attempt_id_seq', 16, true);


--
-- Name: audit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_id_seq', 6, true);


--
-- Name: label_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.label_id_seq', 8, true);


--
-- Name: note_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.note_id_seq', 17, true);


--
-- Name: sheet_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sheet_id_seq', 2, true);


--
-- Name: transition_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.transition_id_seq', 89, true);


--
-- Name: unit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.unit_id_seq', 15, true);


--
-- Name: approval approval_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_pkey PRIMARY KEY (mac);


--
-- Name: attempt attempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (id);


--
-- Name: audit audit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);


--
-- Name: flyway_schema_history flyway_schema_history_pk; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);


--
-- Name: label label_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label
    ADD CONSTRAINT label_pkey PRIMARY KEY (id);


--
-- Name: label label_sheet_id_position_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label
    ADD CONSTRAINT label_sheet_id_position_key UNIQUE (sheet_id, "position");


--
-- Name: label label_unit_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label
    ADD CONSTRAINT label_unit_id_key UNIQUE (unit_id);


--
-- Name: note note_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (unit_id);


--
-- Name: print_job print_job_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.print_job
    ADD CONSTRAINT print_job_pkey PRIMARY KEY (sheet_id);


--
-- Name: qrtz_blob_triggers qrtz_blob_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_calendars qrtz_calendars_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_calendars
    ADD CONSTRAINT qrtz_calendars_pkey PRIMARY KEY (sched_name, calendar_name);


--
-- Name: qrtz_cron_triggers qrtz_cron_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_fired_triggers qrtz_fired_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_fired_triggers
    ADD CONSTRAINT qrtz_fired_triggers_pkey PRIMARY KEY (sched_name, entry_id);


--
-- Name: qrtz_job_details qrtz_job_details_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_job_details
    ADD CONSTRAINT qrtz_job_details_pkey PRIMARY KEY (sched_name, job_name, job_group);


--
-- Name: qrtz_locks qrtz_locks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_locks
    ADD CONSTRAINT qrtz_locks_pkey PRIMARY KEY (sched_name, lock_name);


--
-- Name: qrtz_paused_trigger_grps qrtz_paused_trigger_grps_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_paused_trigger_grps
    ADD CONSTRAINT qrtz_paused_trigger_grps_pkey PRIMARY KEY (sched_name, trigger_group);


--
-- Name: qrtz_scheduler_state qrtz_scheduler_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_scheduler_state
    ADD CONSTRAINT qrtz_scheduler_state_pkey PRIMARY KEY (sched_name, instance_name);


--
-- Name: qrtz_simple_triggers qrtz_simple_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_simprop_triggers qrtz_simprop_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_triggers qrtz_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: setting setting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);


--
-- Name: sheet sheet_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_number_key UNIQUE (number);


--
-- Name: sheet sheet_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sheet
    ADD CONSTRAINT sheet_pkey PRIMARY KEY (id);


--
-- Name: slot_baud slot_baud_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slot_baud
    ADD CONSTRAINT slot_baud_pkey PRIMARY KEY (station, slot_path);


--
-- Name: transition transition_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transition
    ADD CONSTRAINT transition_pkey PRIMARY KEY (id);


--
-- Name: unit unit_mac_life_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_mac_life_key UNIQUE (mac, life);


--
-- Name: unit unit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);


--
-- Name: void_place void_place_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.void_place
    ADD CONSTRAINT void_place_pkey PRIMARY KEY (sheet_id, "position");


--
-- Name: attempt_changed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_changed ON public.attempt USING btree (changed);


--
-- Name: attempt_done; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_done ON public.attempt USING btree (bundle_sha256, id) WHERE ((state)::text = ANY ((ARRAY['IDENTIFIED'::character varying, 'REGISTERED'::character varying, 'LABELLED'::character varying])::text[]));


--
-- Name: attempt_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_open ON public.attempt USING btree (station, ended);


--
-- Name: attempt_unit; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempt_unit ON public.attempt USING btree (unit_id);


--
-- Name: flyway_schema_history_s_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);


--
-- Name: idx_qrtz_ft_inst_job_req_rcvry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_inst_job_req_rcvry ON public.qrtz_fired_triggers USING btree (sched_name, instance_name, requests_recovery);


--
-- Name: idx_qrtz_ft_j_g; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_j_g ON public.qrtz_fired_triggers USING btree (sched_name, job_name, job_group);


--
-- Name: idx_qrtz_ft_jg; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_jg ON public.qrtz_fired_triggers USING btree (sched_name, job_group);


--
-- Name: idx_qrtz_ft_t_g; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_t_g ON public.qrtz_fired_triggers USING btree (sched_name, trigger_name, trigger_group);


--
-- Name: idx_qrtz_ft_tg; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_tg ON public.qrtz_fired_triggers USING btree (sched_name, trigger_group);


--
-- Name: idx_qrtz_ft_trig_inst_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_trig_inst_name ON public.qrtz_fired_triggers USING btree (sched_name, instance_name);


--
-- Name: idx_qrtz_j_grp; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_j_grp ON public.qrtz_job_details USING btree (sched_name, job_group);


--
-- Name: idx_qrtz_j_req_recovery; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_j_req_recovery ON public.qrtz_job_details USING btree (sched_name, requests_recovery);


--
-- Name: idx_qrtz_t_c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_c ON public.qrtz_triggers USING btree (sched_name, calendar_name);


--
-- Name: idx_qrtz_t_g; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_g ON public.qrtz_triggers USING btree (sched_name, trigger_group);


--
-- Name: idx_qrtz_t_j; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_j ON public.qrtz_triggers USING btree (sched_name, job_name, job_group);


--
-- Name: idx_qrtz_t_jg; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_jg ON public.qrtz_triggers USING btree (sched_name, job_group);


--
-- Name: idx_qrtz_t_n_g_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_n_g_state ON public.qrtz_triggers USING btree (sched_name, trigger_group, trigger_state);


--
-- Name: idx_qrtz_t_n_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_n_state ON public.qrtz_triggers USING btree (sched_name, trigger_name, trigger_group, trigger_state);


--
-- Name: idx_qrtz_t_next_fire_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_next_fire_time ON public.qrtz_triggers USING btree (sched_name, next_fire_time);


--
-- Name: idx_qrtz_t_nft_misfire; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_misfire ON public.qrtz_triggers USING btree (sched_name, misfire_instr, next_fire_time);


--
-- Name: idx_qrtz_t_nft_st; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_st ON public.qrtz_triggers USING btree (sched_name, trigger_state, next_fire_time);


--
-- Name: idx_qrtz_t_nft_st_misfire; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_st_misfire ON public.qrtz_triggers USING btree (sched_name, misfire_instr, next_fire_time, trigger_state);


--
-- Name: idx_qrtz_t_nft_st_misfire_grp; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_st_misfire_grp ON public.qrtz_triggers USING btree (sched_name, misfire_instr, next_fire_time, trigger_group, trigger_state);


--
-- Name: idx_qrtz_t_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_state ON public.qrtz_triggers USING btree (sched_name, trigger_state);


--
-- Name: note_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX note_attempt ON public.note USING btree (attempt_id);


--
-- Name: outbox_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_due ON public.outbox USING btree (state, next_at);


--
-- Name: print_job_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX print_job_state ON public.print_job USING btree (state);


--
-- Name: sheet_one_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX sheet_one_open ON public.sheet USING btree (station) WHERE ((state)::text = 'OPEN'::text);


--
-- Name: sheet_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sheet_state ON public.sheet USING btree (state, station);


--
-- Name: sheet_station; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sheet_station ON public.sheet USING btree (station);


--
-- Name: transition_attempt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transition_attempt ON public.transition USING btree (attempt_id);


--
-- Name: unit_changed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX unit_changed ON public.unit USING btree (changed);


--
-- Name: unit_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX unit_name ON public.unit USING btree (lower((name)::text));


--
-- Name: unit_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX unit_state ON public.unit USING btree (state, station);


--
-- Name: attempt attempt_unit_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);


--
-- Name: label label_sheet_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label
    ADD CONSTRAINT label_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES public.sheet(id);


--
-- Name: label label_unit_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label
    ADD CONSTRAINT label_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);


--
-- Name: note note_attempt_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: outbox outbox_unit_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);


--
-- Name: print_job print_job_sheet_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.print_job
    ADD CONSTRAINT print_job_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES public.sheet(id);


--
-- Name: qrtz_blob_triggers qrtz_blob_triggers_sched_name_trigger_name_trigger_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_cron_triggers qrtz_cron_triggers_sched_name_trigger_name_trigger_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_simple_triggers qrtz_simple_triggers_sched_name_trigger_name_trigger_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_simprop_triggers qrtz_simprop_triggers_sched_name_trigger_name_trigger_grou_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_sched_name_trigger_name_trigger_grou_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_triggers qrtz_triggers_sched_name_job_name_job_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_sched_name_job_name_job_group_fkey FOREIGN KEY (sched_name, job_name, job_group) REFERENCES public.qrtz_job_details(sched_name, job_name, job_group);


--
-- Name: transition transition_attempt_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transition
    ADD CONSTRAINT transition_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: void_place void_place_sheet_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.void_place
    ADD CONSTRAINT void_place_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES public.sheet(id);


--
-- PostgreSQL database dump complete
--


