#pragma once

#include "core/base/error.h"
#include "core/domain/command_plan.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace binnacle::ui {

// "What it will touch": a line a topic with its level as shape, word and colour, then the warnings.
// As tall as its lines; texts wrap.
class BlastPane final : public QWidget
{
    Q_OBJECT

public:
    explicit BlastPane(QWidget *parent = nullptr);

    void showHint(const QString &text); // nothing to say yet, and why
    void showRadius(const BlastRadius &radius);
    void showError(const Error &error);
    void setStale(bool isStale); // another one is being worked out
    QStringList lines() const;   // "Callers affected: api-gateway (96 req/s)"; for tests and tools

private:
    void clear();
    void addLine(const BlastLine &line);
    void addSentence(const QString &text, WarningLevel level);
    QLabel *newLabel(const QString &text) const;

    QVBoxLayout *m_layout;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_rows = nullptr;
    QStringList m_lines;
};

} // namespace binnacle::ui
