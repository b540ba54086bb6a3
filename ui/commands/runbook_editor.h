#pragma once

#include "ui/commands/commands_services.h"
#include "ui/commands/runbook_json.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace binnacle::ui {

class Panel;
class StatusGlyph;

// A runbook as JSON, checked while it is typed; only what is right can be saved.
class RunbookEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit RunbookEditor(const CommandsServices &services, QWidget *parent = nullptr);

    void edit(const Runbook &runbook); // id 0: a new one
    bool isChanged() const;            // since it was opened
    QString problem() const;           // empty: may be saved
    void save();
    void showGate();

signals:
    void saved(const QString &name);
    void cancelled();

private:
    void build();
    void check();

    CommandsServices m_services;
    Runbook m_runbook;
    QString m_opened;
    QStringList m_known; // names that are taken
    Result<Runbook, RunbookProblem> m_read{RunbookProblem{}};
    Panel *m_panel;
    QPlainTextEdit *m_text;
    StatusGlyph *m_glyph;
    QLabel *m_problem;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

} // namespace binnacle::ui
