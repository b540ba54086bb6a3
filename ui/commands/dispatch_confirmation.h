#pragma once

#include "core/domain/command_plan.h"

#include <QWidget>

#include <optional>

namespace binnacle::ui {

class ElevationBar;
class RiskCard;
class UndoBar;

// What is to be confirmed: a command, what is known of its risk, and where it goes.
struct DispatchQuestion
{
    Command command;
    QString reason; // as typed so far
    QString where;  // the cluster's name
    CommandRisk risk = CommandRisk::Confirm;
    Environment environment = Environment::Production;
    bool isTight = false; // see BlastRadius: takes a name in elevated mode, too
    bool needsApproval = false;
    bool changesState = true;
};

// The person's part before a command goes out, design ui §2.9: nothing where it only reads, ten
// seconds to take it back where it can be, the card everywhere else. One question at a time; what
// waits in the undo bar goes out when the next is asked. On production a person may switch to
// elevated mode, see ElevationBar.
class DispatchConfirmation final : public QWidget
{
    Q_OBJECT

public:
    explicit DispatchConfirmation(QWidget *parent = nullptr);

    void ask(const DispatchQuestion &question);
    bool isAsking() const;               // the card is open
    bool escape();                       // undoes or closes; false: there was nothing to
    void close();                        // the card; what waits goes on waiting
    void setBlocked(const QString &why); // empty: no longer
    bool fail(const QString &sentence);  // on the card; false: it is not open
    void endElevation();

signals:
    // The person did what `risk` asks for; in elevated mode without typing a name.
    void confirmed(const binnacle::Command &command, const QString &reason,
        binnacle::CommandRisk risk, bool isElevated);
    void undone();
    void closed(); // the card, with or without a yes

private:
    void askOnCard(const DispatchQuestion &question);
    bool hasLapsed() const;
    void askWithout(); // elevated mode
    void sendWaiting();

    DispatchQuestion m_asked;                  // what the card is about
    std::optional<DispatchQuestion> m_waiting; // for the undo time to pass
    RiskCard *m_card;
    UndoBar *m_undo;
    ElevationBar *m_elevation;
};

} // namespace binnacle::ui
