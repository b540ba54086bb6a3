#pragma once

#include "core/console/query_desk.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace binnacle::ui {

// The rows as JSON to read; a long result is shown in part.
class QueryJson final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t kMostRows = 2'000;

    explicit QueryJson(const console::QueryDesk &desk, QWidget *parent = nullptr);

    void setResult(const std::shared_ptr<const QueryResult> &result); // null: nothing
    QString text() const;

private:
    const console::QueryDesk &m_desk;
    QPlainTextEdit *m_text;
    QLabel *m_note;
};

} // namespace binnacle::ui
