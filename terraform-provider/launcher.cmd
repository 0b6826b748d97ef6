@echo off
rem Starts the Terraform provider "hybriddns" with a Node that is new enough.
setlocal
set "NODE=node"
if defined HYBRID_DNS_NODE set "NODE=%HYBRID_DNS_NODE%"
"%NODE%" -e "process.exit(Number(process.versions.node.split('.')[0]) >= 22 ? 0 : 1)" >nul 2>nul
if errorlevel 1 (
  echo hybriddns: the provider needs Node 22 or later, and none was found. Install it, or name one in HYBRID_DNS_NODE. 1>&2
  exit /b 1
)
"%NODE%" --max-semi-space-size=1 "%~dp0provider.js" %*
