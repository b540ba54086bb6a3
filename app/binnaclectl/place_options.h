#pragma once

#include "app/binnaclectl/access_place.h"
#include "app/binnaclectl/gateway_client.h"
#include "app/binnaclectl/workspace_place.h"

#include <QCommandLineParser>

#include <memory>
#include <string>
#include <string_view>

namespace binnacle::ctl {

// The options of commands that work on a workspace or a gateway alike.
class PlaceOptions
{
public:
    explicit PlaceOptions(
        QCommandLineParser &parser, const QString &formats = QStringLiteral("table or json."));

    // After the parser has parsed. Errors: InvalidArgument, those of the place.
    Result<std::unique_ptr<AccessPlace>> open(PlaceUse use) const;
    bool isGateway() const { return m_parser.isSet(m_url); }
    // Of --url with its token. Errors: InvalidArgument, those of the file.
    Result<GatewayClient> gateway() const;
    // Of --workspace; InvalidArgument unless it or --url was given.
    Result<std::string> workspace() const;
    // "table" or "json"; InvalidArgument otherwise.
    Result<bool> wantsJson() const;

private:
    Result<std::string> token() const;

    QCommandLineParser &m_parser;
    const QCommandLineOption m_workspace;
    const QCommandLineOption m_url;
    const QCommandLineOption m_tokenFile;
    const QCommandLineOption m_authority;
    const QCommandLineOption m_format;
};

// From the file, else from standard input: asked for twice, unseen, when that is a terminal. Never
// from the command line, where everybody on the machine can read it. Errors: InvalidArgument.
Result<std::string> readPassword(const QString &file);

// The user of that name or number. Errors: NotFound.
Result<User> findUser(AccessPlace &place, const QString &name);

// One cell of a table: what is stored must not steer the terminal.
std::string cell(std::string_view text, int width);
std::string timeCell(Timestamp at); // "2026-03-01T09:00:00Z", "-" when not known

// The exit code after `line` was printed.
int finish(const std::string &text);

} // namespace binnacle::ctl
