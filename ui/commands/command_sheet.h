#pragma once

#include "ui/commands/commands_services.h"

#include <QScrollArea>

namespace binnacle::ui {

class BlastPane;
class DispatchForm;

// The command as it is filled in, and below it what it will touch. Scrolls as one.
class CommandSheet final : public QScrollArea
{
    Q_OBJECT

public:
    explicit CommandSheet(const CommandsServices &services, QWidget *parent = nullptr);

    DispatchForm &form() { return *m_form; }
    BlastPane &blast() { return *m_blast; }
    void scrollToBlast(); // its first line at the top, as far as there is something below

private:
    QWidget *buildHeading();

    DispatchForm *m_form;
    BlastPane *m_blast;
};

} // namespace binnacle::ui
