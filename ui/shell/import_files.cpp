#include "ui/shell/import_files.h"

#include "core/console/transfer_desk.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

namespace binnacle::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ImportFiles)
};

} // namespace

QStringList localFiles(const QMimeData &data)
{
    QStringList result;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            result << url.toLocalFile();
    }
    return result;
}

void chooseImportFiles(QWidget &window, console::TransferDesk &desk)
{
    auto *dialog = new QFileDialog(&window, Words::tr("Import snapshots or event lists"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {Words::tr("Snapshots and event lists (*.json *.gz)"), Words::tr("All files (*)")});
    QObject::connect(dialog, &QFileDialog::filesSelected, &window,
        [&desk](const QStringList &files) { desk.importFiles(files); });
    dialog->open();
}

} // namespace binnacle::ui
