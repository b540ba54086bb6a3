#pragma once

#include "core/console/slo_feed.h"

#include <QObject>

class QWidget;

namespace binnacle::ui {

// Files of objectives: choosing one to import, writing a board to one. Dialogs are not modal,
// writing is off the GUI thread.
class SloFiles final : public QObject
{
    Q_OBJECT

public:
    // `view` is the dialogs' parent and owns this.
    SloFiles(console::SloFeed &slo, QWidget &view);

    void chooseImport();
    // What is on the board now is what is written, however long the choice of a file takes.
    void chooseExport(const SloBoard &board, console::SpecFormat format);

signals:
    void importChosen(const QString &file);
    void written(const QString &path, const QString &why); // `why` it failed; empty: it did not

private:
    console::SloFeed &m_slo;
    QWidget &m_view;
};

} // namespace binnacle::ui
