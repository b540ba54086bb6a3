#include "ui/settings/setting_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Title
{
    std::string_view key;
    const char *text;
};

constexpr std::array kTitles{
    Title{"agents.listen", QT_TRANSLATE_NOOP("SettingTitle", "Address for agents")},
    Title{"agents.port", QT_TRANSLATE_NOOP("SettingTitle", "Port for agents")},
    Title{"agents.threads", QT_TRANSLATE_NOOP("SettingTitle", "Network threads")},
    Title{"agents.poll_hold", QT_TRANSLATE_NOOP("SettingTitle", "Hold of command polls")},
    Title{"agents.offline_after", QT_TRANSLATE_NOOP("SettingTitle", "Offline after")},
    Title{"agents.snapshot_interval", QT_TRANSLATE_NOOP("SettingTitle", "Snapshot interval")},
    Title{"agents.require_token", QT_TRANSLATE_NOOP("SettingTitle", "Agents need a token")},
    Title{"agents.tokens", QT_TRANSLATE_NOOP("SettingTitle", "Tokens of clusters")},
    Title{"agents.tls_certificate", QT_TRANSLATE_NOOP("SettingTitle", "TLS certificate")},
    Title{"agents.tls_key", QT_TRANSLATE_NOOP("SettingTitle", "TLS key")},
    Title{"agents.allowed_hosts", QT_TRANSLATE_NOOP("SettingTitle", "Allowed host names")},
    Title{"agents.limits.head", QT_TRANSLATE_NOOP("SettingTitle", "Largest head")},
    Title{"agents.limits.body", QT_TRANSLATE_NOOP("SettingTitle", "Largest body")},
    Title{"agents.limits.connections", QT_TRANSLATE_NOOP("SettingTitle", "Connections")},
    Title{"agents.limits.connections_per_address",
        QT_TRANSLATE_NOOP("SettingTitle", "Connections of one address")},
    Title{"agents.limits.head_timeout", QT_TRANSLATE_NOOP("SettingTitle", "Time for a head")},
    Title{"agents.limits.body_idle_timeout", QT_TRANSLATE_NOOP("SettingTitle", "Pause in a body")},
    Title{"agents.limits.body_timeout", QT_TRANSLATE_NOOP("SettingTitle", "Time for a body")},
    Title{"agents.limits.idle_timeout", QT_TRANSLATE_NOOP("SettingTitle", "Idle connections")},
    Title{"agents.limits.write_timeout", QT_TRANSLATE_NOOP("SettingTitle", "Unread answers")},
    Title{"gateway.enabled", QT_TRANSLATE_NOOP("SettingTitle", "Gateway")},
    Title{"gateway.listen", QT_TRANSLATE_NOOP("SettingTitle", "Address of the gateway")},
    Title{"gateway.port", QT_TRANSLATE_NOOP("SettingTitle", "Port of the gateway")},
    Title{"gateway.tls_certificate", QT_TRANSLATE_NOOP("SettingTitle", "TLS certificate")},
    Title{"gateway.tls_key", QT_TRANSLATE_NOOP("SettingTitle", "TLS key")},
    Title{"gateway.allowed_hosts", QT_TRANSLATE_NOOP("SettingTitle", "Allowed host names")},
    Title{"gateway.requests_per_second", QT_TRANSLATE_NOOP("SettingTitle", "Requests a second")},
    Title{"gateway.burst", QT_TRANSLATE_NOOP("SettingTitle", "Requests at once")},
    Title{"access.session_lifetime", QT_TRANSLATE_NOOP("SettingTitle", "Length of a login")},
    Title{"access.login_failures", QT_TRANSLATE_NOOP("SettingTitle", "Wrong passwords")},
    Title{"access.login_window", QT_TRANSLATE_NOOP("SettingTitle", "Wrong passwords count for")},
    Title{"access.read_only", QT_TRANSLATE_NOOP("SettingTitle", "Start read-only")},
    Title{"query.rows", QT_TRANSLATE_NOOP("SettingTitle", "Rows of an answer")},
    Title{"query.time", QT_TRANSLATE_NOOP("SettingTitle", "Time of a query")},
    Title{"commands.approval", QT_TRANSLATE_NOOP("SettingTitle", "Second person")},
    Title{"commands.proposal_lifetime", QT_TRANSLATE_NOOP("SettingTitle", "Wait for a yes")},
    Title{"retention.alerts_days", QT_TRANSLATE_NOOP("SettingTitle", "Days of alerts")},
    Title{"retention.events_days", QT_TRANSLATE_NOOP("SettingTitle", "Days of events")},
    Title{"retention.events_per_cluster", QT_TRANSLATE_NOOP("SettingTitle", "Events of a cluster")},
    Title{"retention.sweep_every", QT_TRANSLATE_NOOP("SettingTitle", "Clean up every")},
    Title{"slo.aggregate_every", QT_TRANSLATE_NOOP("SettingTitle", "Sum up every")},
    Title{"slo.cleanup_every", QT_TRANSLATE_NOOP("SettingTitle", "Clean up traffic every")},
    Title{"slo.raw_retention", QT_TRANSLATE_NOOP("SettingTitle", "Keep raw traffic")},
    Title{"slo.hourly_retention", QT_TRANSLATE_NOOP("SettingTitle", "Keep hourly traffic")},
    Title{"slo.status_retention", QT_TRANSLATE_NOOP("SettingTitle", "Keep status changes")},
    Title{"slo.oldest_accepted", QT_TRANSLATE_NOOP("SettingTitle", "Oldest traffic accepted")},
    Title{"ui.language", QT_TRANSLATE_NOOP("SettingTitle", "Language")},
};

// What core/config says about the settings, for translators. Looked up by the text itself, so a
// help that was reworded there shows in English until it is here too.
[[maybe_unused]] constexpr std::array kHelps{
    QT_TRANSLATE_NOOP(
        "SettingHelp", "Where agents report. Off loopback this needs TLS and tokens."),
    QT_TRANSLATE_NOOP("SettingHelp", "Only the port of agents.listen."),
    QT_TRANSLATE_NOOP("SettingHelp", "Network threads of the agent listener."),
    QT_TRANSLATE_NOOP("SettingHelp", "How long an agent's question for commands is held open."),
    QT_TRANSLATE_NOOP("SettingHelp", "A cluster is offline when nothing was heard for this long."),
    QT_TRANSLATE_NOOP(
        "SettingHelp", "How often agents send a snapshot; three missed ones make it stale."),
    QT_TRANSLATE_NOOP("SettingHelp", "Refuse clusters that have no token in [agents.tokens]."),
    QT_TRANSLATE_NOOP("SettingHelp",
        "cluster=SHA-256 of its token, separated by commas; better one a line in [agents.tokens]."),
    QT_TRANSLATE_NOOP("SettingHelp", "PEM file; with the key it switches TLS on."),
    QT_TRANSLATE_NOOP("SettingHelp", "PEM file of the certificate's key."),
    QT_TRANSLATE_NOOP("SettingHelp",
        "Names besides localhost by which agents may call this machine, separated by commas."),
    QT_TRANSLATE_NOOP("SettingHelp", "Largest head of a request."),
    QT_TRANSLATE_NOOP("SettingHelp", "Largest body as received."),
    QT_TRANSLATE_NOOP("SettingHelp", "Open connections in all."),
    QT_TRANSLATE_NOOP("SettingHelp", "Open connections of one address; loopback is exempt."),
    QT_TRANSLATE_NOOP("SettingHelp", "Time for the head of a request."),
    QT_TRANSLATE_NOOP("SettingHelp", "Longest pause within a body."),
    QT_TRANSLATE_NOOP("SettingHelp", "Time for a whole body."),
    QT_TRANSLATE_NOOP("SettingHelp", "How long a connection may wait for its next request."),
    QT_TRANSLATE_NOOP("SettingHelp", "How long a client may leave an answer unread."),
    QT_TRANSLATE_NOOP("SettingHelp",
        "Open the REST and WebSocket gateway. `binnaclectl serve` opens it unless told otherwise."),
    QT_TRANSLATE_NOOP(
        "SettingHelp", "Where people and programs connect. Off loopback this needs TLS."),
    QT_TRANSLATE_NOOP("SettingHelp", "Only the port of gateway.listen."),
    QT_TRANSLATE_NOOP("SettingHelp",
        "Names besides localhost by which this machine may be called, separated by commas."),
    QT_TRANSLATE_NOOP("SettingHelp", "What one token may ask, lasting."),
    QT_TRANSLATE_NOOP("SettingHelp", "What one token may ask at once."),
    QT_TRANSLATE_NOOP("SettingHelp", "A login ends after this long."),
    QT_TRANSLATE_NOOP(
        "SettingHelp", "Wrong passwords of one account from one address before it has to wait."),
    QT_TRANSLATE_NOOP("SettingHelp", "How long wrong passwords count."),
    QT_TRANSLATE_NOOP("SettingHelp",
        "Start the console read-only: nothing can be changed until somebody switches it back."),
    QT_TRANSLATE_NOOP("SettingHelp", "Most rows an answer has."),
    QT_TRANSLATE_NOOP("SettingHelp", "A query is stopped after this long."),
    QT_TRANSLATE_NOOP("SettingHelp",
        "Which commands need the yes of a second person: none, high-risk or all; for some "
        "clusters or environments: production=high-risk, prod-eu=all."),
    QT_TRANSLATE_NOOP("SettingHelp", "A command that waits for a yes is dropped after this long."),
    QT_TRANSLATE_NOOP(
        "SettingHelp", "Days for which past alerts and what was sent about them are kept."),
    QT_TRANSLATE_NOOP("SettingHelp", "Days for which events are kept."),
    QT_TRANSLATE_NOOP(
        "SettingHelp", "Most events kept for one cluster; Normal ones go before Warnings."),
    QT_TRANSLATE_NOOP("SettingHelp", "How often old events are looked for."),
    QT_TRANSLATE_NOOP("SettingHelp", "How often full hours are summed up."),
    QT_TRANSLATE_NOOP("SettingHelp", "How often old traffic is looked for."),
    QT_TRANSLATE_NOOP(
        "SettingHelp", "Traffic as it was told, usually every 10 s, is kept this long."),
    QT_TRANSLATE_NOOP("SettingHelp", "Traffic by the hour is kept this long."),
    QT_TRANSLATE_NOOP("SettingHelp", "Changes of a service level's status are kept this long."),
    QT_TRANSLATE_NOOP("SettingHelp", "Traffic that arrives later than this is refused."),
    QT_TRANSLATE_NOOP("SettingHelp", "en, zh_CN, or empty to follow the system."),
};

} // namespace

QString settingTitle(const QString &key)
{
    const std::string name = key.toStdString();
    const auto known = std::ranges::find(kTitles, std::string_view(name), &Title::key);
    return known == kTitles.end() ? key : QCoreApplication::translate("SettingTitle", known->text);
}

QString settingHelp(const QString &english)
{
    return QCoreApplication::translate("SettingHelp", english.toUtf8().constData());
}

QString settingChoice(const QString &key, const QString &choice)
{
    if (key == u"ui.language") {
        if (choice == u"en")
            return u"English"_s; // each in its own words
        if (choice == u"zh_CN")
            return u"简体中文"_s;
        return QCoreApplication::translate("SettingChoice", "Language of the system");
    }
    return choice.isEmpty() ? QCoreApplication::translate("SettingChoice", "not set") : choice;
}

} // namespace binnacle::ui
