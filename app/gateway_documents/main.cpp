// Writes what the gateway's route table says about itself into a folder: openapi.json and
// role_matrix.md. A step of every build.

#include "core/gateway/gateway.h"

#include <cstdio>
#include <fstream>
#include <string>

namespace {

bool write(const std::string &path, const std::string &content)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << content;
    file.close();
    if (!file)
        std::fprintf(stderr, "gateway_documents: %s cannot be written\n", path.c_str());
    return static_cast<bool>(file);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("gateway_documents takes the folder to write to\n", stderr);
        return 2;
    }
    const std::string folder = argv[1];
    const bool isWritten = write(folder + "/openapi.json", binnacle::gateway::openApiDocument())
        && write(folder + "/role_matrix.md", binnacle::gateway::roleMatrix());
    return isWritten ? 0 : 1;
}
