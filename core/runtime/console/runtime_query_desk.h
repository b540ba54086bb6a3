#pragma once

#include "core/console/query_desk.h"
#include "core/query/query_service.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/runtime.h"

namespace binnacle::runtime {

// The query language for who sits at the desktop. GUI thread.
class RuntimeQueryDesk final : public console::QueryDesk
{
    Q_OBJECT

public:
    // Both must outlive the desk.
    RuntimeQueryDesk(Runtime &runtime, DesktopUser &user, QObject *parent = nullptr);

    QFuture<console::QueryAnswer> run(
        const QString &text, const console::QueryContext &context, std::stop_token stop) override;
    console::FilterCheck check(const QString &text) const override;
    QFuture<Result<console::FilterCompletion>> complete(
        const QString &text, qsizetype cursor, const console::QueryContext &context) override;
    std::vector<console::QuerySourceView> sources() const override;
    console::Answer<std::vector<console::SharedTrait>> whoElse(const QString &text,
        const console::QueryContext &context, std::shared_ptr<const QueryResult> result,
        std::vector<std::size_t> rows) override;
    QString narrowed(const QString &text, const QString &field, const QueryValue &value,
        bool negated, bool alternative) const override;
    QString exportText(const QueryResult &result, console::QueryExportFormat format) const override;

private:
    query::QueryRequest request(const QString &text, const console::QueryContext &context) const;

    Runtime &m_runtime;
    DesktopUser &m_user;
};

} // namespace binnacle::runtime
