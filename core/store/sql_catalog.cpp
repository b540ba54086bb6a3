#include "core/store/sql_catalog.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>

// The resources are in a static library: naming their initialiser keeps them in the program.
static void keepSqlResources()
{
    Q_INIT_RESOURCE(binnacle_sql);
}

namespace binnacle::store {

namespace {

constexpr std::string_view kMarker = "-- name:";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

QByteArray readResource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing resource %s", qPrintable(path));
    return file.readAll();
}

// "0001_history.sql"
Migration migrationFrom(const QString &fileName, const QByteArray &text)
{
    const QString base = fileName.chopped(4);
    return {.version = base.left(4).toInt(),
        .name = base.mid(5).toStdString(),
        .hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString(),
        .text = text.toStdString()};
}

} // namespace

const SqlCatalog &SqlCatalog::builtin()
{
    static const SqlCatalog kCatalog = [] {
        keepSqlResources();
        SqlCatalog catalog;
        const QDir queries(QStringLiteral(":/sql/queries"));
        for (const QString &name : queries.entryList(QDir::Files, QDir::Name)) {
            const Status added = catalog.add(readResource(queries.filePath(name)).toStdString());
            if (!added)
                qFatal("%s: %s", qPrintable(name), added.error().message.c_str());
        }
        const QDir migrations(QStringLiteral(":/sql/migrations"));
        for (const QString &name : migrations.entryList(QDir::Files, QDir::Name)) {
            catalog.m_migrations.push_back(
                migrationFrom(name, readResource(migrations.filePath(name))));
        }
        return catalog;
    }();
    return kCatalog;
}

Result<SqlCatalog> SqlCatalog::parse(std::string_view text)
{
    SqlCatalog catalog;
    if (const Status added = catalog.add(text); !added)
        return added.error();
    return catalog;
}

Status SqlCatalog::add(std::string_view text)
{
    std::size_t at = text.find(kMarker);
    while (at != std::string_view::npos) {
        const std::size_t next = text.find(kMarker, at + kMarker.size());
        const std::string_view block = text.substr(at + kMarker.size(),
            next == std::string_view::npos ? next : next - at - kMarker.size());
        const std::size_t eol = std::min(block.find('\n'), block.size());
        std::string name(trimmed(block.substr(0, eol)));
        const std::string_view body = trimmed(block.substr(eol));
        if (name.empty() || body.empty())
            return Error{ErrorCode::Corrupt, "SQL statement without name or text: " + name};
        if (!m_statements.emplace(name, body).second)
            return Error{ErrorCode::Corrupt, "duplicate SQL statement " + name};
        at = next;
    }
    return Done{};
}

const std::string &SqlCatalog::at(std::string_view name) const
{
    static const std::string kNone;
    const auto found = m_statements.find(name);
    return found == m_statements.end() ? kNone : found->second;
}

bool SqlCatalog::contains(std::string_view name) const
{
    return m_statements.contains(name);
}

} // namespace binnacle::store
