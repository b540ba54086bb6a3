#include "app/binnaclectl/place_options.h"

#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/gateway_place.h"
#include "core/base/printable.h"

#include <QFile>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kMostSecretBytes = 4096;

Result<std::string> firstLine(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::InvalidArgument,
            path.toStdString() + ": " + file.errorString().toStdString()};
    std::string line = file.readLine(kMostSecretBytes).toStdString();
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.pop_back();
    if (line.empty())
        return Error{ErrorCode::InvalidArgument, path.toStdString() + ": is empty"};
    return line;
}

// While alive, nobody looking over a shoulder sees what is typed.
class HiddenTyping
{
public:
    HiddenTyping()
    {
        m_isTerminal = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenTyping()
    {
        if (m_isTerminal)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    HiddenTyping(const HiddenTyping &) = delete;
    HiddenTyping &operator=(const HiddenTyping &) = delete;

    bool isTerminal() const { return m_isTerminal; }

private:
    termios m_before{};
    bool m_isTerminal = false;
};

std::string ask(const char *prompt, bool isTerminal)
{
    if (isTerminal)
        std::fputs(prompt, stderr);
    std::string line;
    std::getline(std::cin, line);
    if (isTerminal)
        std::fputc('\n', stderr);
    return line;
}

} // namespace

PlaceOptions::PlaceOptions(QCommandLineParser &parser, const QString &formats)
    : m_parser(parser)
    , m_workspace(u"workspace"_s, u"Folder of the workspace."_s, u"DIR"_s)
    , m_url(u"url"_s,
          u"A gateway instead, such as http://127.0.0.1:8080; the token is in the environment "
          "variable BINNACLE_TOKEN."_s,
          u"URL"_s)
    , m_tokenFile(u"token-file"_s, u"File with the token for --url."_s, u"FILE"_s)
    , m_authority(u"ca"_s, u"Certificates to trust, PEM; default: the system's."_s, u"FILE"_s)
    , m_format(u"format"_s, formats, u"FORMAT"_s, u"table"_s)
{
    parser.addOptions({m_workspace, m_url, m_tokenFile, m_authority, m_format});
}

Result<std::string> PlaceOptions::token() const
{
    if (m_parser.isSet(m_tokenFile))
        return firstLine(m_parser.value(m_tokenFile));
    return qEnvironmentVariable("BINNACLE_TOKEN").toStdString();
}

Result<std::string> PlaceOptions::workspace() const
{
    if (m_parser.isSet(m_workspace) == m_parser.isSet(m_url))
        return Error{ErrorCode::InvalidArgument, "either --workspace DIR or --url URL is needed"};
    return m_parser.value(m_workspace).toStdString();
}

Result<GatewayClient> PlaceOptions::gateway() const
{
    const auto secret = token();
    if (!secret)
        return secret.error();
    return GatewayClient::create({.url = m_parser.value(m_url).toStdString(),
        .token = *secret,
        .caFile = m_parser.value(m_authority).toStdString()});
}

Result<std::unique_ptr<AccessPlace>> PlaceOptions::open(PlaceUse use) const
{
    const auto directory = workspace();
    if (!directory)
        return directory.error();
    if (!isGateway())
        return openWorkspacePlace(*directory, use);
    auto client = gateway();
    if (!client)
        return client.error();
    return makeGatewayPlace(*std::move(client));
}

Result<bool> PlaceOptions::wantsJson() const
{
    const QString format = m_parser.value(m_format);
    if (format != u"table" && format != u"json")
        return Error{ErrorCode::InvalidArgument, "--format is table or json"};
    return format == u"json";
}

Result<std::string> readPassword(const QString &file)
{
    if (!file.isEmpty())
        return firstLine(file);
    const HiddenTyping typing;
    std::string password = ask("Password: ", typing.isTerminal());
    if (typing.isTerminal() && ask("Once more: ", true) != password)
        return Error{ErrorCode::InvalidArgument, "the two passwords differ"};
    if (password.ends_with('\r'))
        password.pop_back();
    if (password.empty())
        return Error{ErrorCode::InvalidArgument,
            "no password came: give it on standard input or with --password-file"};
    return password;
}

Result<User> findUser(AccessPlace &place, const QString &name)
{
    const auto users = place.users();
    if (!users)
        return users.error();
    const std::string wanted = name.toStdString();
    const auto byName = std::ranges::find(*users, wanted, &User::username);
    if (byName != users->end())
        return *byName;
    const auto byNumber = std::ranges::find_if(
        *users, [&](const User &user) { return std::to_string(user.id) == wanted; });
    if (byNumber != users->end())
        return *byNumber;
    return Error{ErrorCode::NotFound, "there is no user " + wanted};
}

std::string cell(std::string_view text, int width)
{
    QString line = QString::fromStdString(printable(text)).simplified();
    if (line.size() > width)
        line = line.first(width - 1) + u'\u2026';
    return (line.leftJustified(width) + u' ').toStdString();
}

std::string timeCell(Timestamp at)
{
    return isKnown(at) ? formatRfc3339(std::chrono::floor<std::chrono::seconds>(at)) : "-";
}

int finish(const std::string &text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        return fail({ErrorCode::Unavailable, "cannot write to standard output"});
    if (const Status flushed = flushOutput(); !flushed)
        return fail(flushed.error());
    return exitCode(ExitCode::Success);
}

} // namespace binnacle::ctl
