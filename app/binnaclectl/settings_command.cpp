#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/place_options.h"
#include "core/access/audit_log.h"
#include "core/base/clock.h"
#include "core/codec/json_writer.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/store_writer.h"
#include "core/store/workspace.h"

#include <QFile>

#include <cstdio>
#include <future>
#include <memory>
#include <optional>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

using runtime::WorkspaceSettings;

std::string jsonOf(const std::vector<WorkspaceSettings::Shown> &all)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const WorkspaceSettings::Shown &one : all)
        json.beginObject()
            .member("key", one.key)
            .member("value", one.value)
            .member("default", one.defaultValue)
            .member("source", one.source)
            .member("description", one.help)
            .member("needsRestart", one.needsRestart)
            .endObject();
    json.endArray();
    return json.take();
}

std::string linesOf(const std::vector<WorkspaceSettings::Shown> &all)
{
    std::string text;
    for (const WorkspaceSettings::Shown &one : all)
        text += one.key + " = " + one.value + "  (" + one.source + ")\n";
    return text;
}

// A workspace that is open for changing its settings; the change is audited.
struct Changed
{
    SystemClock clock;
    std::unique_ptr<store::Workspace> workspace;
    std::unique_ptr<WorkspaceSettings> settings;

    Status record(const std::string &what, const std::string &after, const Status &outcome)
    {
        access::AuditLog audit(clock, workspace->writer());
        std::promise<Status> written;
        audit.record({.username = qEnvironmentVariable("USER", u"?"_s).toStdString(),
                         .source = ActionSource::CommandLine,
                         .action = AuditAction::Update,
                         .resource = what,
                         .after = after,
                         .statusCode = outcome ? 200 : 400,
                         .success = outcome.has_value(),
                         .errorMessage = outcome ? std::string() : outcome.error().message},
            [&written](const Status &status) { written.set_value(status); });
        return written.get_future().get();
    }
};

Result<std::unique_ptr<Changed>> open(const std::string &directory, bool forChange)
{
    auto opened = std::make_unique<Changed>();
    auto workspace = store::Workspace::open({.directory = directory, .readOnly = !forChange});
    if (!workspace)
        return workspace.error();
    opened->workspace = *std::move(workspace);
    if (forChange && opened->workspace->isReadOnly())
        return Error{ErrorCode::ReadOnly,
            opened->workspace->readOnlyReason() + "; change its settings there, or with --url"};
    runtime::SettingsOrder order = runtime::systemSettings(directory, {});
    const config::Settings now = runtime::load(order).settings;
    opened->settings = std::make_unique<WorkspaceSettings>(
        std::move(order), directory, now, opened->workspace->readOnlyReason());
    return opened;
}

Status setAndWait(
    WorkspaceSettings &settings, const std::string &key, std::optional<std::string> value)
{
    std::promise<Status> done;
    settings.set(key, std::move(value), [&done](const Status &status) { done.set_value(status); });
    return done.get_future().get();
}

int change(
    const std::string &directory, const std::string &key, const std::optional<std::string> &value)
{
    auto opened = open(directory, true);
    if (!opened)
        return fail(opened.error());
    const Status outcome = setAndWait(*(*opened)->settings, key, value);
    const Status recorded
        = (*opened)->record("setting " + key, value.value_or(std::string()), outcome);
    if (!outcome)
        return fail(outcome.error());
    return recorded ? exitCode(ExitCode::Success) : fail(recorded.error());
}

int import(const std::string &directory, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail({ErrorCode::InvalidArgument,
            path.toStdString() + ": " + file.errorString().toStdString()});
    auto opened = open(directory, true);
    if (!opened)
        return fail(opened.error());
    std::promise<Result<std::vector<config::LineProblem>>> done;
    (*opened)->settings->takeText(
        file.readAll().toStdString(), [&done](Result<std::vector<config::LineProblem>> taken) {
            done.set_value(std::move(taken));
        });
    const auto taken = done.get_future().get();
    if (!taken)
        return fail(taken.error());
    for (const config::LineProblem &problem : *taken)
        std::fprintf(stderr, "%s:%d: %s %s\n", qPrintable(path), problem.line, problem.key.c_str(),
            problem.message.c_str());
    const Status outcome = taken->empty()
        ? Status(Done{})
        : Status(Error{ErrorCode::InvalidArgument, "nothing was taken from " + path.toStdString()});
    const Status recorded = (*opened)->record("settings file", {}, outcome);
    if (!outcome)
        return fail(outcome.error());
    return recorded ? exitCode(ExitCode::Success) : fail(recorded.error());
}

int askGateway(const PlaceOptions &place, const QStringList &words)
{
    auto client = place.gateway();
    if (!client)
        return fail(client.error());
    Result<std::string> answer
        = Error{ErrorCode::InvalidArgument, "with --url: settings list, or settings set KEY VALUE"};
    if (words.front() == u"list"_s)
        answer = client->get("/settings");
    if (words.front() == u"set"_s && words.size() == 3) {
        codec::JsonWriter body;
        body.beginObject().member("value", words[2].toStdString()).endObject();
        answer = client->put("/settings/" + percentEncoded(words[1].toStdString()), body.take());
    }
    return answer ? finish(*answer + '\n') : fail(answer.error());
}

} // namespace

int runSettings(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Shows and changes the settings of a workspace: list, set KEY VALUE, reset KEY, export, "
        "import FILE."_s);
    parser.addPositionalArgument(u"ACTION"_s, u"list, set, reset, export or import."_s);
    const PlaceOptions place(parser);
    if (const auto exit = parse(parser, u"settings"_s, arguments, Positional::Files))
        return *exit;
    const QStringList words = parser.positionalArguments();
    const auto asked = place.workspace();
    const auto asJson = place.wantsJson();
    if (!asked || !asJson)
        return fail(!asked ? asked.error() : asJson.error());
    if (words.isEmpty())
        return fail({ErrorCode::InvalidArgument,
            "write list, set KEY VALUE, reset KEY, export or import FILE"});
    if (place.isGateway())
        return askGateway(place, words);
    const std::string &directory = *asked;
    const QString &action = words.front();
    if (action == u"set"_s && words.size() == 3)
        return change(directory, words[1].toStdString(), words[2].toStdString());
    if (action == u"reset"_s && words.size() == 2)
        return change(directory, words[1].toStdString(), std::nullopt);
    if (action == u"import"_s && words.size() == 2)
        return import(directory, words[1]);
    if ((action != u"list"_s && action != u"export"_s) || words.size() != 1)
        return fail({ErrorCode::InvalidArgument,
            "write list, set KEY VALUE, reset KEY, export or import FILE"});
    const auto opened = open(directory, false);
    if (!opened)
        return fail(opened.error());
    const WorkspaceSettings &settings = *(*opened)->settings;
    if (action == u"export"_s)
        return finish(settings.text());
    return finish(*asJson ? jsonOf(settings.list()) + '\n' : linesOf(settings.list()));
}

} // namespace binnacle::ctl
