#include "ui/events/event_export.h"

#include <QCoreApplication>
#include <QFileDialog>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ExportText
{
    Q_DECLARE_TR_FUNCTIONS(ExportText)
};

QString endingOf(console::TransferDesk::Format format)
{
    using Format = console::TransferDesk::Format;
    if (format == Format::Csv)
        return u"csv"_s;
    return format == Format::Json ? u"json"_s : u"ndjson"_s;
}

} // namespace

void askWhereToExport(QWidget &parent, console::TransferDesk &desk, const EventQuery &query,
    console::TransferDesk::Format format, const std::function<void()> &started)
{
    auto *dialog = new QFileDialog(&parent, ExportText::tr("Export the filtered events"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(endingOf(format));
    dialog->selectFile(u"events."_s + endingOf(format));
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent,
        [&desk, query, format, started](const QString &path) {
            desk.exportEvents(query, path, format);
            started();
        });
    dialog->setModal(false);
    dialog->show();
}

} // namespace binnacle::ui
