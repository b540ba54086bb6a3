#pragma once

#include "ui/commands/commands_page.h"
#include "ui/commands/dispatch_presenter.h"

#include <optional>

class QPushButton;

namespace binnacle::ui {

class Banner;
class BlastPane;
class CommandSheet;
class DispatchConfirmation;
class DispatchForm;
class RecentPane;

// A command to fill in with what it will touch, and beside it what is in flight.
class DispatchPage final : public CommandsPage
{
    Q_OBJECT

public:
    explicit DispatchPage(const CommandsServices &services, QWidget *parent = nullptr);

    void prepare(const Command &command);
    void select(const QString &command); // its id, as soon as it is there
    void prepareText(const CommandDraft &draft);

    void setActive(bool isActive) override;
    void setCluster(const ClusterId &cluster) override;
    void focusFirst() override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    std::optional<CommandRow> selected() const override;

    void dispatch(); // asks what it will touch, then for the confirmation it needs
    void dryRun();
    void copyKubectl();
    QString told() const; // the banner's text; empty: none

signals:
    void approvalRequested(qint64 proposal);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildLeft();
    void connectPresenter();
    void connectBoard();
    void showDraft();
    void showGate();
    void showRadius();
    void confirm();
    void send(
        const Command &command, const QString &reason, CommandRisk confirmed, bool isElevated);
    void showOutcome(const console::DispatchOutcome &outcome);
    void tell(StatusKind status, const QString &text, const QString &code = {});
    QString whyNot() const; // why Dispatch cannot be pressed
    const console::ClusterView *clusterOf(const Command &command) const;

    CommandsServices m_services;
    DispatchPresenter m_presenter;
    bool m_toldProblems = false; // somebody tried to send the draft
    bool m_isActive = false;
    std::shared_ptr<const console::EstateView> m_estate;
    CommandSheet *m_sheet;
    DispatchForm &m_form; // of the sheet
    BlastPane &m_blast;   // likewise
    QWidget *m_buttons;
    Banner *m_gate;
    Banner *m_banner;
    DispatchConfirmation *m_confirmation;
    QPushButton *m_dispatch;
    QPushButton *m_dryRun;
    QPushButton *m_copy;
    RecentPane *m_recent;
};

} // namespace binnacle::ui
