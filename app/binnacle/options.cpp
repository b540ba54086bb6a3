#include "app/binnacle/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace binnacle::app {

using namespace Qt::Literals::StringLiterals;

namespace {

Error invalid(const QString &message)
{
    return {ErrorCode::InvalidArgument, message.toStdString()};
}

Result<ui::ThemeName> themeOf(const QString &name)
{
    if (name == u"dark")
        return ui::ThemeName::Dark;
    if (name == u"light")
        return ui::ThemeName::Light;
    if (name == u"high-contrast")
        return ui::ThemeName::HighContrast;
    return invalid(u"--theme is dark, light or high-contrast, not \"%1\""_s.arg(name));
}

Result<demo::StartAt> startAtOf(const QString &name)
{
    if (name.isEmpty() || name == u"beginning")
        return demo::StartAt::Beginning;
    if (name == u"incident")
        return demo::StartAt::Incident;
    if (name == u"calm")
        return demo::StartAt::Calm;
    return invalid(u"--at is beginning, incident or calm, not \"%1\""_s.arg(name));
}

Result<QSize> sizeOf(const QString &text)
{
    static const QRegularExpression pattern(u"^([0-9]{3,5})x([0-9]{3,5})$"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return invalid(u"--size is WIDTHxHEIGHT, not \"%1\""_s.arg(text));
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

Result<demo::DemoSettings> demoOf(const QString &seed, const QString &at)
{
    demo::DemoSettings settings;
    bool isNumber = false;
    settings.seed = seed.toULongLong(&isNumber);
    if (!isNumber)
        return invalid(u"--seed takes a whole number"_s);
    const auto startAt = startAtOf(at);
    if (!startAt)
        return startAt.error();
    settings.startAt = *startAt;
    return settings;
}

// Leaves the address alone where the option is absent.
Status readAddress(const QCommandLineParser &parser, const QCommandLineOption &option,
    std::optional<runtime::ListenAddress> &address)
{
    if (!parser.isSet(option))
        return Done{};
    const auto parsed = runtime::parseListenAddress(parser.value(option).toStdString());
    if (!parsed)
        return withContext(parsed.error(), "--" + option.names().constFirst().toStdString());
    address = *parsed;
    return Done{};
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"The operations console for the engineer on call. Without options it opens your own "
        "workspace and listens for agents."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption demo(u"demo"_s, u"Show a simulated estate; needs nothing else."_s);
    const QCommandLineOption at(
        u"at"_s, u"Where the demo starts: beginning, incident or calm."_s, u"MOMENT"_s);
    const QCommandLineOption seed(
        u"seed"_s, u"The same seed tells the same story."_s, u"N"_s, u"1"_s);
    const QCommandLineOption workspace(
        u"workspace"_s, u"Folder that holds the history; created when missing."_s, u"DIR"_s);
    const QCommandLineOption listen(
        u"agent-listen"_s, u"Where agents connect; port 0 picks one."_s, u"HOST:PORT"_s);
    const QCommandLineOption gateway(u"gateway"_s,
        u"Open the REST and WebSocket gateway there; port 0 picks one."_s, u"HOST:PORT"_s);
    const QCommandLineOption readOnly(
        u"read-only"_s, u"Nothing can be changed until it is switched back in the settings."_s);
    const QCommandLineOption settings(
        u"settings"_s, u"Settings file to read besides the usual ones."_s, u"FILE"_s);
    const QCommandLineOption grab(
        u"grab"_s, u"Render every view into PNG files and exit."_s, u"DIR"_s);
    const QCommandLineOption theme(u"theme"_s, u"dark, light or high-contrast."_s, u"NAME"_s);
    const QCommandLineOption size(
        u"size"_s, u"Size of the window or the pictures."_s, u"WxH"_s, u"1600x1000"_s);
    parser.addOptions(
        {demo, at, seed, workspace, listen, gateway, readOnly, settings, grab, theme, size});
    parser.addPositionalArgument(
        u"FILE"_s, u"Snapshots or `kubectl get events -o json` files to open."_s, u"[FILE...]"_s);
    parser.process(arguments);

    Options options{.demo = parser.isSet(demo),
        .workspace = parser.value(workspace),
        .readOnly = parser.isSet(readOnly),
        .settingsFile = parser.value(settings),
        .grabDirectory = parser.value(grab),
        .files = parser.positionalArguments()};
    if (Status read = readAddress(parser, listen, options.agentListen); !read)
        return read.error();
    if (Status read = readAddress(parser, gateway, options.gateway); !read)
        return read.error();
    const auto story = demoOf(parser.value(seed), parser.value(at));
    if (!story)
        return story.error();
    options.demoSettings = *story;
    if (parser.isSet(theme)) {
        const auto name = themeOf(parser.value(theme));
        if (!name)
            return name.error();
        options.theme = *name;
    }
    const auto pixels = sizeOf(parser.value(size));
    if (!pixels)
        return pixels.error();
    options.size = *pixels;
    return options;
}

} // namespace binnacle::app
